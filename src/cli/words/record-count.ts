/** How many records a value has, for people. @module */

import { isKeyed, isPlain } from '../../compare/kinds.ts'

/** `undefined` for what has none, such as bytes. */
export function recordCount(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length
  if (isKeyed(value) || Object.prototype.toString.call(value) === '[object Set]') {
    return (value as ReadonlySet<unknown>).size
  }
  return isPlain(value) ? Object.keys(value).length : undefined
}
