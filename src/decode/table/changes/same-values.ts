/** Compares two values that are built already. @module */

/** Fields may stand in any order; -0 is another number than 0. Works without recursion, as JSON may be very deep. */
export function sameValues(a: unknown, b: unknown): boolean {
  const left: unknown[] = [a, b]
  while (left.length > 0) {
    const two = left.pop()
    const one = left.pop()
    if (Object.is(one, two)) continue
    if (!isNested(one) || !isNested(two) || Array.isArray(one) !== Array.isArray(two)) return false
    const names = Object.keys(one)
    if (names.length !== Object.keys(two).length) return false
    for (const name of names) {
      if (!Object.hasOwn(two, name)) return false
      left.push(one[name], two[name])
    }
  }
  return true
}

const isNested = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
