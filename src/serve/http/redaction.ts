/** Shows a value to people: without what looks like a secret by its name, and cut where it is long or deep. @module */

import { nameOfKey } from '../../compare/key-names.ts'
import { isKeyed, isListed, isSetLike } from '../../compare/kinds.ts'

const MASK = '[redacted]'
const SECRET =
  /passw|passphrase|passcode|secret|token|credential|authorization|cookie|session|signature|private|bearer|connection[-_. ]?string|(api|access|encryption|signing|master|priv)[-_. ]?key/i
const SECRET_WORD = /^(pwd|jwt|sig|dsn)$/
/** `signingKey`, but not `monkey`; `userPass`, but not `passCount`. */
const SECRET_LAST = /^(key|pass|pin)$/

/** The names of parts whose values nobody should see. */
export function isSecretName(name: string): boolean {
  if (SECRET.test(name) || name.toLowerCase() === 'auth') return true
  const words = name.replace(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2').toLowerCase()
  const list = words.split(/[^\p{L}\p{N}]+/u)
  return list.some((word) => SECRET_WORD.test(word)) || SECRET_LAST.test(list.at(-1) ?? '')
}

const NAMING = ['name', 'key', 'Name', 'Key'] as const
const isNamed = (name: string): boolean => /^values?$/i.test(name)

/** Is it one of `[{ "name": "password", "value": "…" }]`? */
export const namesSecret = (part: object): boolean =>
  NAMING.some((naming) => {
    const name = Object.hasOwn(part, naming) ? (part as Record<string, unknown>)[naming] : undefined
    return typeof name === 'string' && isSecretName(name)
  })

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
  if (Array.isArray(value) || isSetLike(value) || isListed(value)) {
    const shown = first(value as Iterable<unknown>, cuts.parts).map((part) => redacted(part, below))
    return size > shown.length ? [...shown, `[${size - shown.length} more]`] : shown
  }
  const names = isKeyed(value) ? first(value.keys(), cuts.parts) : Object.keys(value).slice(0, cuts.parts)
  const hasSecret = !isKeyed(value) && namesSecret(value)
  const shown = names.map((name) => {
    if (typeof name === 'string' && (isSecretName(name) || (hasSecret && isNamed(name))))
      return [name, MASK] as const
    const part = isKeyed(value) ? value.get(name) : (value as Record<string, unknown>)[name as string]
    return [cutText(nameOfKey(name), cuts.text), redacted(part, below)] as const
  })
  const more = size > names.length ? [['…', `${size - names.length} more`] as const] : []
  return Object.fromEntries([...shown, ...more])
}

function cutText(text: string, most: number): string {
  // What is cut off within its secret would no longer look like one.
  const plain = withoutSecrets(text.slice(0, most + LONGEST_SECRET))
  return text.length <= most ? plain : `${plain.slice(0, most)}… (${text.length} characters)`
}

const LONGEST_SECRET = 1_000
const USER_IN_URL = /(\b[a-z][a-z\d+.-]{0,30}:\/\/)[^\s/?#]+@/gi
const PARAMETER = /([?&])([^=&?#\s]{1,60})=[^&#\s]+/g

/** URLs have names and passwords before their host, and signatures behind it. */
const withoutSecrets = (text: string): string =>
  text.includes('://')
    ? text
        .replace(USER_IN_URL, `$1${MASK}@`)
        .replace(PARAMETER, (all, mark: string, name: string) =>
          isSecretName(name) ? `${mark}${name}=${MASK}` : all,
        )
    : text

function sizeOf(value: object): number {
  if (Array.isArray(value)) return value.length
  if (isKeyed(value) || isSetLike(value)) return value.size
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

/**
 * The part at a JSON pointer, as JSON that may be shown: masked where any name on the way to it says so.
 *
 * @param isSecretPair - whether what is at a path has the name of a secret beside its `value`
 */
export function shownAt(
  path: string,
  value: unknown,
  cuts: Cuts = USUAL_CUTS,
  isSecretPair: (path: readonly string[]) => boolean = () => false,
): string {
  const names = path.split('/').map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
  const isMasked = names.some(
    (name, at) => isSecretName(name) || (isNamed(name) && isSecretPair(names.slice(1, at))),
  )
  return JSON.stringify(isMasked ? MASK : redacted(value, cuts)) ?? 'null'
}
