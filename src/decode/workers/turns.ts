/** Lets so many in at a time, the others in the order in which they came. @module */

export interface Turns {
  /** Resolves when it is one's turn; rejects with the signal's reason when that comes first. */
  take(signal: AbortSignal): Promise<void>
  /** Ends one's turn. */
  give(): void
}

export function turns(atATime: number): Turns {
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
        const go = () => {
          signal.removeEventListener('abort', leave)
          resolve()
        }
        const leave = () => {
          waiting.delete(go)
          reject(signal.reason)
        }
        signal.addEventListener('abort', leave, { once: true })
        waiting.add(go)
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
