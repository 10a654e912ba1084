/** What was found to differ. @module */

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? JSON.stringify(value) : inspected(value)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}

const inspected = (value: unknown): string => {
  if (Object.is(value, -0)) return '-0'
  return typeof value === 'object' ? (JSON.stringify(value) ?? String(value)) : String(value)
}

/** A subject and the oracle don't agree. */
export class Difference extends Error {
  override readonly name = 'Difference'

  constructor(what: string, expected: unknown, got: unknown) {
    super(`${what}: expected ${shown(expected)}, got ${shown(got)}`)
  }
}

export function equal(what: string, expected: unknown, got: unknown): void {
  if (!Object.is(expected, got)) throw new Difference(what, expected, got)
}
