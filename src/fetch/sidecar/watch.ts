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
/** How long one question for a change stays open. */
export const OPEN_MS = 25_000
/** Who answers at once that there is no news will do so again: a service that drains, or a proxy that waits for nobody. */
const HASTY_REST_MS = 1_000
/** A clock, and a service, may be a little fast. */
const SLACK_MS = 1_000

/** Calls `hint` for each change, and comes back with jitter when the service was away, until the watch is ended. */
export function watchService({ seen, change }: Watched, hint: () => void): () => void {
  const ending = new AbortController()
  const { signal } = ending
  void watch()
  return () => ending.abort()

  async function watch(): Promise<void> {
    let told: string | undefined
    let [failures, hasty] = [0, 0]
    let restMs = REST_MS
    while (await rested(restMs)) {
      const askedAt = performance.now()
      const asked = told ?? seen()
      try {
        const tag = await change(asked, signal)
        const isNews = tag !== undefined && tag !== asked
        const isHasty = !isNews && performance.now() - askedAt < OPEN_MS - SLACK_MS
        failures = 0
        hasty = isHasty ? hasty + 1 : 0
        restMs = isHasty ? HASTY_REST_MS + cappedJitter(hasty) : isNews ? REST_MS : 0
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
