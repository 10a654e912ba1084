/** Copies plain data and freezes the copy through and through: neither the sender nor the receiver can change it. @module */

const DEEPEST = 64

/**
 * Copies what JSON can hold, and `undefined`. What is shared within the value is shared within the copy.
 *
 * @throws TypeError on anything else: a function, an instance of a class, a circle
 */
export function frozenCopy<T>(value: T): T {
  return copyOf(value, DEEPEST, new Map()) as T
}

function copyOf(value: unknown, depth: number, copies: Map<object, unknown>): unknown {
  if (value === null || value === undefined) return value
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'object' || depth === 0) throw new TypeError(`${typeof value} is no plain data`)
  // Without this, a value that is shared at each of many levels would be copied twice as often with each of them.
  const known = copies.get(value)
  if (known !== undefined) return known
  const copy = Object.freeze(shallow(value, (member) => copyOf(member, depth - 1, copies)))
  copies.set(value, copy)
  return copy
}

function shallow(value: object, copied: (member: unknown) => unknown): object {
  if (Array.isArray(value)) return value.map(copied)
  const prototype = Object.getPrototypeOf(value)
  // A plain object's prototype has no prototype, in whichever realm it was made.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new TypeError('an instance of a class is no plain data')
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copied(member)]))
}
