/** The checks that all options share: each failure is a `TypeError` that names option and value. @module */

import { parseDuration } from './duration.ts'

/** `http: expected `cache` to be a boolean, got `yes` (string)`. Not for values that may be secret. */
export const unexpected = (of: string, option: string, expected: string, value: unknown): TypeError =>
  new TypeError(`${of}: expected \`${option}\` to be ${expected}, got \`${shown(value)}\` (${typeof value})`)

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return 'object'
  try {
    return String(value)
  } catch {
    // A function may have a `toString` of its own.
    return typeof value
  }
}

/** A URL as text, where it is text or a URL; not by its class, of which each realm has its own. */
export function hrefOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const { href, protocol } = Object(value) as Partial<URL>
  return typeof href === 'string' && typeof protocol === 'string' ? href : undefined
}

/** A plain object, with no other keys than these where `keys` is given. */
export function checkRecord(of: string, option: string, value: unknown, keys?: readonly string[]): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unexpected(of, option, 'an object', value)
  }
  const unknown = keys && Object.keys(value).find((key) => !keys.includes(key))
  if (unknown !== undefined) throw unexpected(of, option, `made of ${keys?.join(', ')}`, unknown)
}

/** A boolean, `false` when it is left out. */
export function checkFlag(of: string, option: string, value: unknown): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false
  throw unexpected(of, option, 'a boolean', value)
}

/** A duration in ms, more than 0. */
export function checkDuration(of: string, option: string, value: unknown): number {
  const ms = parseDuration(value)
  if (ms !== undefined && ms > 0) return ms
  throw unexpected(of, option, "ms or text like '30s', more than 0", value)
}

// A timer that is set to more than this fires at once.
const LONGEST_TIMER = 2 ** 31 - 1

/** A duration in ms that a timer can hold. */
export function checkTimeout(of: string, option: string, value: unknown): number {
  const ms = checkDuration(of, option, value)
  if (ms <= LONGEST_TIMER) return ms
  throw unexpected(of, option, 'at most 24 days', value)
}
