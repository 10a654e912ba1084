/** Time as a tree sees it; injected, so that tests hold it. @module */

import { MAX_DELAY } from '../../machines/delay.ts'
import type { Home } from './async-context.ts'
import type { Timers } from './patience.ts'

export interface Clock extends Timers {
  /** The wall clock, in epoch ms: for people and for dates that come from outside. */
  now(): number
  /** A clock that only goes forward, in ms: for intervals, so that a step of the wall clock changes none. */
  monotonic(): number
}

const LONG = 5_000
const TICK = 100

/**
 * Long waits end together, at the next tenth of a second: a processor that is woken up for one term after the other
 * works for each of them with cold caches, which in a fleet of 10,000 takes nearly twice as long.
 */
function untilTick(ms: number): number {
  if (ms < LONG) return ms
  const early = (performance.now() + ms) % TICK
  return Math.min(early === 0 ? ms : ms + TICK - early, MAX_DELAY)
}

/** The real time. Its timers don't keep a process alive: a service lives by its own work. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (callback, ms) => setTimeout(callback, untilTick(ms)).unref(),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  isReal: true,
}

/** The same time, whose callbacks run in this async context. Those of the system run where they were set. */
export const clockAt = (home: Home, clock: Clock): Clock =>
  clock === systemClock
    ? clock
    : { ...clock, setTimeout: (callback, ms) => clock.setTimeout(() => home(callback), ms) }
