/** A timer that is fair to a peer: time in which this process was busy or not listening doesn't count. @module */

export interface Watchdog {
  /** Starts a wait of `ms` anew. */
  watch(ms: number): void
  /** Lets the time pass until the next `watch`. */
  rest(): void
}

/** Calls `onExpired` when it has watched for the whole of a wait. */
export function watchdog(onExpired: () => void): Watchdog {
  let timer: NodeJS.Timeout | undefined
  let pending: NodeJS.Immediate | undefined
  const rest = () => {
    clearTimeout(timer)
    clearImmediate(pending)
  }
  const expire = () => {
    // After a blocked event loop the timer runs before the bytes that came meanwhile are read: let them go first.
    pending = setImmediate(onExpired)
  }
  return {
    watch(ms) {
      rest()
      timer = setTimeout(expire, ms)
    },
    rest,
  }
}
