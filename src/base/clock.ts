/** The clock of a tree, which tests can replace. @module */

import { MAX_DELAY } from '../../machines/delay.ts'
import type { Home } from './async-context.ts'
import type { Timers } from './patience.ts'

export interface Clock extends Timers {
  /** The wall clock, in epoch ms: for people, and for dates that come from outside. */
  now(): number
  /** A clock that only goes forward, in ms: for intervals, which a step of the wall clock must not change. */
  monotonic(): number
}

const LONG = 5_000
const TICK = 100

/**
 * Rounds a long wait up to the next tenth of a second, so that many end together. A processor that is woken up for one
 * term after the other works on each with cold caches: with 10,000 terms that takes nearly twice as long.
 */
function untilTick(ms: number): number {
  if (ms < LONG) return ms
  const early = (performance.now() + ms) % TICK
  return Math.min(early === 0 ? ms : ms + TICK - early, MAX_DELAY)
}

/** The clock of the system. Its timers don't keep a process alive: a service lives by its own work. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (callback, ms) => setTimeout(callback, untilTick(ms)).unref(),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  isReal: true,
}

/**
 * The same clock, whose callbacks run in the given async context. Callbacks of the system's clock run in the context in
 * which they were set.
 */
export const clockAt = (home: Home, clock: Clock): Clock =>
  clock === systemClock
    ? clock
    : { ...clock, setTimeout: (callback, ms) => clock.setTimeout(() => home(callback), ms) }
