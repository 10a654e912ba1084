/** Values as JSON that means the very same, also for the two numbers that `JSON.stringify` changes. @module */

/** Nested no deeper than columns are. */
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
  // What it was in the payload: more than a double can be.
  return value > 0 ? '1e999' : '-1e999'
}
