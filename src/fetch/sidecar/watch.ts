/** Hears of other payloads from a service, by one question that stays open. @module */

import { cappedJitter } from './jitter.ts'

export interface Watched {
  /** The tag of the payload that a probe saw last. */
  seen(): string | undefined
  /** Resolves with the tag of another payload than that of this tag, or with `undefined` after a while without. */
  change(tag: string | undefined, signal: AbortSignal): Promise<string | undefined>
}

/** The first probe is about to be made, and what was hinted at is asked for at once. */
const REST_MS = 250

/** Calls `hint` for each change, and comes back with jitter when the service was away, until the watch is ended. */
export function watchService({ seen, change }: Watched, hint: () => void): () => void {
  const ending = new AbortController()
  const { signal } = ending
  void watch()
  return () => ending.abort()

  async function watch(): Promise<void> {
    let told: string | undefined
    let failures = 0
    let restMs = REST_MS
    while (await rested(restMs)) {
      try {
        const tag = await change(told ?? seen(), signal)
        failures = 0
        restMs = tag === undefined ? 0 : REST_MS
        told = tag ?? told
        if (tag !== undefined && tag !== seen() && !signal.aborted) hint()
      } catch {
        // The probes tell of it; this only comes back.
        failures += 1
        restMs = cappedJitter(failures)
      }
    }
  }

  /** Waits without holding the process; `false` where the watch has ended meanwhile. */
  function rested(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve(!signal.aborted)
      }
      const timer = setTimeout(done, ms).unref()
      signal.addEventListener('abort', done)
      if (signal.aborted) done()
    })
  }
}
