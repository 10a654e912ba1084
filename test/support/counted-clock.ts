/** A clock that counts the timers that are armed, and remembers how long they were to wait. @module */

import type { Clock } from '../../src/index.ts'

export interface CountedClock extends Clock {
  /** How many timers are armed now. */
  readonly armed: number
  /** Every wait that was asked for, in ms. */
  readonly waits: readonly number[]
}

export function countedClock(clock: Clock): CountedClock {
  const timers = new Set<unknown>()
  const waits: number[] = []
  return {
    get armed() {
      return timers.size
    },
    waits,
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    setTimeout(callback, ms) {
      const timer = clock.setTimeout(() => {
        // A simulated clock may still fire a timer that was cleared in the same turn.
        if (timers.delete(timer)) callback()
      }, ms)
      waits.push(ms)
      timers.add(timer)
      return timer
    },
    clearTimeout(timer) {
      timers.delete(timer)
      clock.clearTimeout(timer)
    },
  }
}
