/** A timer that is fair to a peer: time in which this process was busy or not listening doesn't count. @module */

export interface Watchdog {
  /** Starts a wait of `ms` anew. */
  watch(ms: number): void
  /** Lets the time pass until the next `watch`. */
  rest(): void
  /** Ends it, and leaves no timer. */
  stop(): void
}

const NEVER = Number.POSITIVE_INFINITY

/** Calls `onExpired` when it has watched for the whole of a wait. */
export function watchdog(onExpired: () => void): Watchdog {
  let until = NEVER
  // One timer serves many waits, and looks again when it comes early: a body has thousands of chunks.
  let timer: NodeJS.Timeout | undefined
  let timerAt = NEVER
  let pending: NodeJS.Immediate | undefined

  function arm(ms: number): void {
    clearTimeout(timer)
    timerAt = performance.now() + ms
    timer = setTimeout(look, ms)
  }
  function look(): void {
    timer = undefined
    if (until === NEVER) return
    const left = until - performance.now()
    // After a blocked event loop the timer runs before the bytes that came meanwhile are read: let them go first.
    if (left > 0) arm(left)
    else pending = setImmediate(onExpired)
  }
  function rest(): void {
    until = NEVER
    clearImmediate(pending)
  }

  return {
    watch(ms) {
      clearImmediate(pending)
      until = performance.now() + ms
      if (timer === undefined || until < timerAt) arm(ms)
    },
    rest,
    stop() {
      rest()
      clearTimeout(timer)
      timer = undefined
    },
  }
}
