/** Writes values as JSON that means the very same, even of the numbers that `JSON.stringify` changes. @module */

/** The recursion is no deeper than columns are. */
export function jsonText(value: unknown): string {
  if (typeof value === 'number') return numberText(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`
  const fields = Object.entries(value).map(([name, held]) => `${JSON.stringify(name)}:${jsonText(held)}`)
  return `{${fields.join(',')}}`
}

function numberText(value: number): string {
  if (Object.is(value, -0)) return '-0'
  if (Number.isFinite(value)) return String(value)
  // In the payload it was a number that no double has room for.
  return value > 0 ? '1e999' : '-1e999'
}
