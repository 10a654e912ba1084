/** How long to wait: pure functions of numbers and one roll of the dice. All in ms. @module */

/** The longest delay that timers keep: beyond it, and for NaN, they fire after 1 ms. */
export const MAX_DELAY = 2 ** 31 - 1

/** Any number as a delay that a timer keeps. NaN becomes the longest one: never a hot loop. */
export const clampDelay = (ms: number): number =>
  Number.isNaN(ms) ? MAX_DELAY : Math.min(Math.max(0, ms), MAX_DELAY)

/** No wait between two attempts is shorter, unless the user says so. */
const SHORTEST = 100

export interface Backoff {
  /** The bound of the first wait; it doubles with each failure. */
  readonly base: number
  /** The bound of every wait. */
  readonly cap: number
}

export interface Failing {
  /** Failures in a row, the present one included. */
  readonly failures: number
  /** Asking soon won't help: spread the retries over the longest waits. */
  readonly patient: boolean
  /** What the origin asked for; a floor, never a bound. */
  readonly retryAfterMs: number | undefined
}

/**
 * Capped exponential backoff with full jitter: anywhere between nothing and the bound, so that a fleet that failed
 * together does not return together.
 */
export function backoffDelay(
  { base, cap }: Backoff,
  { failures, patient, retryAfterMs }: Failing,
  roll: number,
): number {
  const bound = patient ? cap : Math.min(cap, base * 2 ** Math.max(0, failures - 1))
  const shortest = patient ? cap / 2 : Math.min(SHORTEST, base)
  const jittered = Math.max(shortest, bound * roll)
  return clampDelay(Math.max(jittered, spread(retryAfterMs ?? 0, roll)))
}

/**
 * The wait until the next probe: what the origin calls fresh, else the user's interval; up to a tenth longer, so that
 * a fleet that started together does not poll together. `null`: no probe by itself.
 */
export function probeDelay(
  interval: number | null,
  freshFor: number | undefined,
  roll: number,
): number | null {
  // An origin whose answers are stale as they come must not make it a hot loop.
  const shortest = Math.min(SHORTEST, interval ?? SHORTEST)
  const wait = freshFor === undefined ? interval : Math.max(shortest, freshFor)
  return wait === null ? null : clampDelay(spread(wait, roll))
}

const spread = (ms: number, roll: number): number => ms * (1 + roll / 10)
