/** Secrets among options: given, or known to a function, and never shown. @module */

/** A secret, or who knows it: a function is asked at each connection. */
export type Secret = string | (() => string)

/** @throws TypeError that doesn't tell what was given */
export function checkSecret(of: string, option: string, value: unknown): Secret | undefined {
  if (value === undefined || typeof value === 'function') return value as Secret | undefined
  if (typeof value === 'string' && value !== '') return value
  throw new TypeError(`${of}: expected \`${option}\` to be text with content, or a function that returns it`)
}

/** The secret as it is now. */
export const revealed = (secret: Secret | undefined): string | undefined =>
  typeof secret === 'function' ? secret() : secret
