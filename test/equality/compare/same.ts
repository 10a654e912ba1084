/** Are two values the same in all that JSON can say? -0 is not 0, and the order of fields counts. @module */

/** Where they part, as a path; `undefined`: nowhere. Stricter than equal `JSON.stringify`, which knows neither -0 nor Infinity. */
export function parting(expected: unknown, got: unknown, path = '$'): string | undefined {
  if (typeof expected !== 'object' || expected === null) return Object.is(expected, got) ? undefined : path
  if (typeof got !== 'object' || got === null) return path
  if (Object.getPrototypeOf(expected) !== Object.getPrototypeOf(got)) return `${path} (prototype)`
  const names = Object.keys(expected)
  const gotNames = Object.keys(got)
  if (Array.isArray(expected) && expected.length !== (got as unknown[]).length) return `${path}.length`
  if (names.length !== gotNames.length) return `${path} (number of fields)`
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    if (name !== gotNames[i]) return `${path} (name or order of field ${i})`
    const deeper = parting(
      (expected as Record<string, unknown>)[name],
      (got as Record<string, unknown>)[name],
      `${path}[${JSON.stringify(name).slice(0, 40)}]`,
    )
    if (deeper !== undefined) return deeper
  }
  return undefined
}
