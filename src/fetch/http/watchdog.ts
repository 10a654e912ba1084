/** A timer that is fair to a peer: time in which this process was busy or not listening doesn't count. @module */

export interface Watchdog {
  /** Starts the wait anew. */
  watch(): void
  /** Lets the time pass until the next `watch`. */
  rest(): void
  /** Ends it for good. */
  stop(): void
}

/** Calls `onExpired`, once, when it has watched for `ms` in one go. */
export function watchdog(ms: number, onExpired: () => void): Watchdog {
  let watching = true
  let waits = 0
  let pending: NodeJS.Immediate | undefined
  const timer = setTimeout(() => {
    const wait = waits
    // After a blocked event loop the timer runs before the bytes that came meanwhile are read: let them go first.
    pending = setImmediate(() => {
      if (watching && wait === waits) onExpired()
    })
  }, ms)
  return {
    watch() {
      watching = true
      waits += 1
      timer.refresh()
    },
    rest() {
      watching = false
    },
    stop() {
      watching = false
      clearTimeout(timer)
      clearImmediate(pending)
    },
  }
}
