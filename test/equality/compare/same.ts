/** Are two values the same in all that JSON can say? -0 is not 0, and the order of fields counts. @module */

/**
 * The path at which two values part, or `undefined` if they are the same. It is stricter than comparing `JSON.stringify`,
 * which knows neither -0 nor Infinity.
 */
export function parting(expected: unknown, got: unknown): string | undefined {
  if (typeof expected !== 'object' || expected === null) return Object.is(expected, got) ? undefined : '$'
  if (typeof got !== 'object' || got === null) return '$'
  if (Object.getPrototypeOf(expected) !== Object.getPrototypeOf(got)) return '$ (prototype)'
  return Array.isArray(expected)
    ? partingOfItems(expected, got as unknown[])
    : partingOfFields(expected as Fields, got as Fields)
}

type Fields = Record<string, unknown>

function partingOfItems(expected: readonly unknown[], got: readonly unknown[]): string | undefined {
  if (expected.length !== got.length) return '$ (number of items)'
  for (let i = 0; i < expected.length; i++) {
    const deeper = parting(expected[i], got[i])
    if (deeper !== undefined) return `[${i}]${deeper}`
  }
  return undefined
}

function partingOfFields(expected: Fields, got: Fields): string | undefined {
  const names = Object.keys(expected)
  const gotNames = Object.keys(got)
  if (names.length !== gotNames.length) return '$ (number of fields)'
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    if (name !== gotNames[i]) return `$ (name or order of field ${i})`
    const deeper = parting(expected[name], got[name])
    if (deeper !== undefined) return `.${name}${deeper}`
  }
  return undefined
}
