/** Shows a value to people: without what looks like a secret by its name, and cut where it is long or deep. @module */

import { types } from 'node:util'
import { isKeyed } from '../../compare/kinds.ts'

const MASK = '[redacted]'
const SECRET =
  /passw|passphrase|secret|token|credential|authorization|cookie|session|signature|private|(^|[-_.a-z\d])(api|access)[-_]?key|(^|[-_.])key$|^pwd$|^auth$/i
/** `signingKey`, but not `monkey`. */
const CAMEL_KEY = /[a-z\d]Key$/

/** The names of parts whose values nobody should see. */
export const isSecretName = (name: string): boolean => SECRET.test(name) || CAMEL_KEY.test(name)

export interface Cuts {
  /** How many levels are shown. */
  readonly depth: number
  /** How many parts of a table, list or object. */
  readonly parts: number
  /** How many characters of a text. */
  readonly text: number
}

export const USUAL_CUTS: Cuts = { depth: 6, parts: 100, text: 500 }

/** A copy of the value that may be shown, made of nothing but what JSON has. */
export function redacted(value: unknown, cuts: Cuts = USUAL_CUTS): unknown {
  if (typeof value === 'string') return cutText(value, cuts.text)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  const { toJSON } = value as { toJSON?: unknown }
  if (typeof toJSON === 'function') return redacted(toJSON.call(value, ''), cuts)
  const size = sizeOf(value)
  if (cuts.depth === 0) return `[${size} parts]`
  const below = { ...cuts, depth: cuts.depth - 1 }
  if (Array.isArray(value) || types.isSet(value)) {
    const shown = first(value as Iterable<unknown>, cuts.parts).map((part) => redacted(part, below))
    return size > shown.length ? [...shown, `[${size - shown.length} more]`] : shown
  }
  const names = isKeyed(value) ? first(value.keys(), cuts.parts) : Object.keys(value).slice(0, cuts.parts)
  const shown = names.map((name) => {
    if (typeof name === 'string' && isSecretName(name)) return [name, MASK] as const
    const part = isKeyed(value) ? value.get(name) : (value as Record<string, unknown>)[name as string]
    return [cutText(String(name), cuts.text), redacted(part, below)] as const
  })
  const more = size > names.length ? [['…', `${size - names.length} more`] as const] : []
  return Object.fromEntries([...shown, ...more])
}

const cutText = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`

function sizeOf(value: object): number {
  if (Array.isArray(value)) return value.length
  if (isKeyed(value) || types.isSet(value)) return value.size
  return Object.keys(value).length
}

function first(all: Iterable<unknown>, most: number): unknown[] {
  const found: unknown[] = []
  if (most === 0) return found
  for (const one of all) {
    found.push(one)
    if (found.length === most) break
  }
  return found
}

/** The part at a JSON pointer, as JSON that may be shown: masked where any name on the way to it says so. */
export function shownAt(path: string, value: unknown, cuts: Cuts = USUAL_CUTS): string {
  const names = path.split('/').map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
  return JSON.stringify(names.some(isSecretName) ? MASK : redacted(value, cuts)) ?? 'null'
}
