/** Makes the `TypeError` about a wrong option, which names option and value. @module */

/**
 * Makes the error that says `http: expected `cache` to be a boolean, got `yes` (string)`, with a hint where there is one.
 * It shows the value, so it isn't for values that may be secret.
 */
export const unexpected = (
  of: string,
  option: string,
  expected: string,
  value: unknown,
  hint?: string,
): TypeError =>
  new TypeError(
    `${of}: expected \`${option}\` to be ${expected}, got \`${shown(value)}\` (${typeof value})${hint === undefined ? '' : `: ${hint}`}`,
  )

const LONGEST = 200

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return isPromise(value) ? 'promise' : 'object'
  try {
    // A function is shown by its name; its source says less.
    if (typeof value === 'function' && typeof value.name === 'string' && value.name !== '') return value.name
    const text = String(value)
    // A URL may hold a secret, and may have been put here by mistake.
    if (text.includes('://')) return 'a URL'
    return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text
  } catch {
    // A function may have a `toString` of its own.
    return typeof value
  }
}

export const isPromise = (value: object): boolean => {
  try {
    return 'then' in value && typeof value.then === 'function'
  } catch {
    return false
  }
}
