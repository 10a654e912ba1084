/** Freezes a record with all that it holds. @module */

/** Works without recursion, since JSON may be nested more deeply than the stack is. */
export function deepFreeze<T>(value: T): T {
  const left: unknown[] = [value]
  while (left.length > 0) {
    const next = left.pop()
    if (typeof next !== 'object' || next === null) continue
    Object.freeze(next)
    for (const inner of Object.values(next)) left.push(inner)
  }
  return value
}
