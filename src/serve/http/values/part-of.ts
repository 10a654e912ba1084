/** Finds a part of a value: first by a key of a table, a map, a list or an object, then by a JSON pointer. @module */

import { keyNamed } from '../../../compare/key-names.ts'
import { isKeyed, isListed, isSetLike, type Keyed, type Listed } from '../../../compare/kinds.ts'

/** What was found. */
export interface ValuePart {
  readonly value: unknown
  /** The same as JSON, where a table has it so. */
  readonly json?: string | undefined
}

/** `undefined` where there is no such part. */
export function partOf(value: unknown, path: readonly string[]): ValuePart | undefined {
  const [key, ...pointer] = path
  if (key === undefined) return { value }
  if (path.length === 1 && isKeyed(value) && value.raw !== undefined) {
    const named = isListed(value) ? positionOf(key) : keyNamed(value, key)
    const json = named === undefined ? undefined : value.raw(named)
    return json === undefined ? undefined : { value: undefined, json }
  }
  let found = member(value, key)
  for (const token of pointer) {
    if (found === undefined) return undefined
    found = member(found.value, token.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  return found
}

function member(value: unknown, key: string): ValuePart | undefined {
  if (isListed(value)) return at(value, positionOf(key))
  if (isKeyed(value)) return keyed(value, key)
  // A member is told by itself: it is there.
  if (isSetLike(value)) return value.has(key) ? { value: key } : undefined
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined
  // What an object inherits is no part of it.
  return Object.hasOwn(value, key) ? { value: (value as Record<string, unknown>)[key] } : undefined
}

/** `NaN` for what is no position as it is usually written: there is no such part. */
const positionOf = (key: string): number => (String(Number(key)) === key ? Number(key) : Number.NaN)

const at = (value: Listed, position: number): ValuePart | undefined =>
  value.has(position) ? { value: value.get(position) } : undefined

function keyed(value: Keyed, name: string): ValuePart | undefined {
  const key = keyNamed(value, name)
  if (key === undefined) return undefined
  if (value.has(key)) return { value: value.get(key) }
  if (typeof key !== 'string') return undefined
  // The keys of a map may be numbers, and a path has texts.
  const number = Number(key)
  return String(number) === key && value.has(number) ? { value: value.get(number) } : undefined
}
