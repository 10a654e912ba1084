/** The checks of durations: what is none is a `TypeError`, and what is too long is refused or clamped. @module */

import { clampDelay, MAX_DELAY } from '../../machines/delay.ts'
import { parseDuration } from './duration.ts'
import { unexpected } from './unexpected.ts'

const DURATION = "more than 0: ms, or text with a unit (ms, s, m, h or d) like '30s'"

/** How long a timer can be set to, for what is refused beyond it. */
export const LONGEST_TIMER = MAX_DELAY

/** A duration in ms, more than 0; one that is longer than `longest` is refused. */
export function durationOrRefuse(of: string, option: string, value: unknown, longest = Infinity): number {
  const ms = parseDuration(value)
  if (ms === undefined || ms === 0) throw unexpected(of, option, DURATION, value)
  if (ms > longest) throw unexpected(of, option, 'at most 24 days', value)
  return ms
}

/** A duration in ms, more than 0; one that is longer than a timer can be set to becomes as long as that. */
export const durationOrClamp = (of: string, option: string, value: unknown): number =>
  clampDelay(durationOrRefuse(of, option, value))

const SECOND = 1_000
const warnedOf = new Set<string>()

/**
 * Warns, once an option, of a bare number below 1000 for what people count in seconds or more: it means seconds far more
 * often than ms. As text, `'30ms'`, it is taken at its word.
 */
export function warnOfSeconds(of: string, option: string, value: unknown): void {
  if (typeof value !== 'number' || !(value > 0 && value < SECOND) || warnedOf.has(option)) return
  warnedOf.add(option)
  const message = `${of}: \`${option}: ${value}\` is ${value} ms; for seconds write '${value}s', to mean it '${value}ms'`
  process.emitWarning(message, { type: 'EvertermWarning', code: 'EVERTERM_SHORT_DURATION' })
}
