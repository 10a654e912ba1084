/** How many records a value has, without building one of them. @module */

import { types } from 'node:util'
import { isKeyed, isPlain } from '../../compare/kinds.ts'

// V8 needs some tenths of a second for the names of an object that has a million.
const counts = new WeakMap<object, number>()

/** Counts it; `undefined` where it is nothing that has records. */
export function countOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length
  if (types.isSet(value) || isKeyed(value)) return value.size
  if (!isPlain(value)) return undefined
  const count = Object.keys(value).length
  counts.set(value, count)
  return count
}

/** What it had when it was counted, whoever changed it since; else it is counted now. */
export const rememberedCount = (value: unknown): number | undefined =>
  counts.get(Object(value)) ?? countOf(value)
