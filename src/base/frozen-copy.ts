/** Copies plain data and freezes the copy through and through: neither the sender nor the receiver can change it. @module */

const DEEPEST = 64

/**
 * Copies what JSON can hold, and `undefined`.
 *
 * @throws TypeError on anything else: a function, an instance of a class, a circle
 */
export function frozenCopy<T>(value: T): T {
  return copyOf(value, DEEPEST) as T
}

function copyOf(value: unknown, depth: number): unknown {
  if (value === null || value === undefined) return value
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'object' || depth === 0) throw new TypeError(`${typeof value} is no plain data`)
  if (Array.isArray(value)) return Object.freeze(value.map((member) => copyOf(member, depth - 1)))
  const prototype = Object.getPrototypeOf(value)
  // A plain object's prototype has no prototype, in whichever realm it was made.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new TypeError('an instance of a class is no plain data')
  return Object.freeze(
    Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf(member, depth - 1)])),
  )
}
