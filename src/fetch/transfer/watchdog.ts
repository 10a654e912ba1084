/** A timer that is fair to a peer: time in which this process was busy, or didn't listen, doesn't count. @module */

import { patience } from '../../base/patience.ts'

export interface Watchdog {
  /** Starts a wait of `ms` anew. */
  watch(ms: number): void
  /** Lets the time pass until the next `watch`. */
  rest(): void
  /** Ends it for good, and leaves no timer. */
  stop(): void
}

const NEVER = Number.POSITIVE_INFINITY

/** Calls `onExpired` when it has watched for the whole of a wait. */
export function watchdog(onExpired: () => void): Watchdog {
  let until = NEVER
  // A body has thousands of chunks, so one timer serves many waits; where it fires early, it is set again.
  let timerAt = NEVER
  let cancel = () => {}

  function arm(ms: number): void {
    cancel()
    timerAt = performance.now() + ms
    cancel = patience(ms, look)
  }
  function look(): void {
    timerAt = NEVER
    if (until === NEVER) return
    const left = until - performance.now()
    if (left > 0) arm(left)
    else onExpired()
  }

  return {
    watch(ms) {
      until = performance.now() + ms
      if (until < timerAt) arm(ms)
    },
    rest() {
      until = NEVER
    },
    stop: () => cancel(),
  }
}
