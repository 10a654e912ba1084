/** How many records a value has, without building one of them. @module */

import { isKeyed, isPlain, isSetLike } from '../../compare/kinds.ts'
import { hasGaps } from '../../compare/members.ts'

/** A value that has records. */
export interface Counted {
  readonly value: unknown
  readonly count: number
  /** The names of a plain object, of which V8 needs half a second to tell a million. */
  readonly names?: readonly string[] | undefined
}

/** Counts its records; `undefined` where it is nothing that has any. */
export function counted(value: unknown): Counted | undefined {
  if (Array.isArray(value)) return { value, count: hasGaps(value) ? Object.keys(value).length : value.length }
  if (isSetLike(value) || isKeyed(value)) return { value, count: value.size }
  if (!isPlain(value)) return undefined
  const names = Object.keys(value)
  return { value, count: names.length, names }
}

// A decoder that fills the same object once more must not have the value compared with itself.
const counts = new WeakMap<object, number>()

/** Remembers how many records it has as it is published. */
export const rememberCount = ({ value, count }: Counted): void => void counts.set(Object(value), count)

/** What it had when it was published, whoever changed it since; else it is counted now. */
export const rememberedCount = (value: unknown): number | undefined =>
  counts.get(Object(value)) ?? counted(value)?.count
