/** Decides how long a term waits: pure functions of numbers and one roll of the dice, all in ms. @module */

/** The longest delay that Node's timers keep: a longer one, or NaN, makes them fire after 1 ms. */
export const MAX_DELAY = 2 ** 31 - 1

/** Turns any number into a delay that a timer keeps. NaN becomes the longest one, so that it never makes a hot loop. */
export const clampDelay = (ms: number): number =>
  Number.isNaN(ms) ? MAX_DELAY : Math.min(Math.max(0, ms), MAX_DELAY)

/** The shortest wait between two attempts, unless the user asks for a shorter one. */
const SHORTEST = 100

export interface Backoff {
  /** The first wait is at most this long; the bound doubles with each failure. */
  readonly base: number
  /** No wait is longer than this. */
  readonly cap: number
}

export interface Failing {
  /** How many attempts in a row have failed, the present one included. */
  readonly failures: number
  /** Whether asking again soon is in vain; the retries are then spread over the longest waits. */
  readonly patient: boolean
  /** The pause that the origin asked for. The wait may be longer than it, but not shorter. */
  readonly retryAfterMs: number | undefined
  /** How long the wait is at least, so that the origin isn't asked too often by all who ask it. */
  readonly earliestMs?: number | undefined
}

/**
 * The wait after a failure: capped exponential backoff with full jitter, which lies anywhere between nothing and the
 * bound, so that a fleet that failed together doesn't return together.
 */
export function backoffDelay(
  { base, cap }: Backoff,
  { failures, patient, retryAfterMs, earliestMs = 0 }: Failing,
  roll: number,
): number {
  const bound = patient ? cap : Math.min(cap, base * 2 ** Math.max(0, failures - 1))
  const shortest = patient ? cap / 2 : Math.min(SHORTEST, base)
  const jittered = Math.max(shortest, bound * roll)
  return clampDelay(Math.max(jittered, spread(Math.max(retryAfterMs ?? 0, earliestMs), roll)))
}

/**
 * The wait until the next probe: for as long as the origin calls its answer fresh, else the user's interval. It is up to
 * a tenth longer than that, so that a fleet that started together doesn't poll together. `null` means that no probe
 * begins by itself.
 */
export function probeDelay(
  interval: number | null,
  freshFor: number | undefined,
  roll: number,
): number | null {
  // An origin whose answers are stale on arrival must not cause a hot loop.
  const shortest = Math.min(SHORTEST, interval ?? SHORTEST)
  const wait = freshFor === undefined ? interval : Math.max(shortest, freshFor)
  return wait === null ? null : clampDelay(spread(wait, roll))
}

const CALM = 100
const EACH = 5
const MINUTE = 60_000

/**
 * The wait before the first probe of a term that nobody waits for: anywhere within 5 ms for each term of its tree beyond
 * the first hundred, within its interval, and within a minute. So a tree of 10,000 doesn't ask all at once, and a small one
 * waits for nothing.
 */
export function firstDelay(terms: number, interval: number | null, roll: number): number {
  const within = Math.min(EACH * Math.max(0, terms - CALM), interval ?? MINUTE, MINUTE)
  return clampDelay(within * roll)
}

const spread = (ms: number, roll: number): number => ms * (1 + roll / 10)
