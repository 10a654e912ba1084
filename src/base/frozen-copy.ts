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

interface Copy {
  readonly copy: object
  /** So many levels it has. */
  readonly height: number
}

// Each object is copied once: one that is shared at each of many levels would be copied twice as often with each of them.
function copyOf(value: unknown, depth: number, copies: Map<unknown, Copy>): unknown {
  if (value === null || value === undefined) return value
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  const known = copies.get(value)
  if (typeof value !== 'object' || depth < (known?.height ?? 1))
    throw new TypeError(`${typeof value} is no plain data`)
  if (known !== undefined) return known.copy
  let height = 1
  const copy = shallow(value, (member) => {
    const copied = copyOf(member, depth - 1, copies)
    height = Math.max(height, 1 + (copies.get(member)?.height ?? 0))
    return copied
  })
  copies.set(value, { copy: Object.freeze(copy), height })
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
