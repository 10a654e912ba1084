/** Lets so many in at a time, the others in the order in which they came. @module */

export interface Semaphore {
  /** Resolves when the caller's turn has come; rejects with the signal's reason when that comes first. No two share a signal. */
  take(signal: AbortSignal): Promise<void>
  /** Ends the caller's turn. */
  give(): void
}

export function semaphore(atATime: number): Semaphore {
  let free = atATime
  const waiting = new Set<() => void>()
  return {
    async take(signal) {
      signal.throwIfAborted()
      if (free > 0) {
        free -= 1
        return
      }
      await new Promise<void>((resolve, reject) => {
        const leave = () => {
          waiting.delete(resolve)
          reject(signal.reason)
        }
        signal.addEventListener('abort', leave, { once: true })
        waiting.add(resolve)
      })
    },
    give() {
      const [next] = waiting
      if (next === undefined) free += 1
      else {
        waiting.delete(next)
        next()
      }
    },
  }
}
