/** Looks up a field in a record that is built already. @module */

/** The value at a path of names; `undefined` where there is none. */
export function fieldAt(record: unknown, path: readonly string[]): unknown {
  let value = record
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    // A field is the object's own: `constructor` is none.
    if (!Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}
