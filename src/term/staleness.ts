/**
 * Tells when a value has gone unconfirmed for too long: at that moment, without traffic, and once until it is confirmed
 * again.
 *
 * @module
 */

import { clampDelay } from '../../machines/index.ts'
import type { Clock } from '../base/clock.ts'
import { patience } from '../base/patience.ts'

export interface Staleness {
  readonly stale: boolean
  /** How long ago the value was confirmed, in ms; without a value, how long ago the watch began. */
  age(): number
  /** Notes that the value is confirmed, or was so many ms ago. */
  confirm(ageMs?: number): void
  /** Ends the watch: from now on, staleness is found only by looking. */
  end(): void
  /** Looks whether the value has become stale, and tells it. */
  look(): void
}

/**
 * Watches a value that was confirmed `ageMs` ago; `undefined` means that there is none, and the watch begins with its
 * first confirmation. `limitMs: null` watches nothing.
 */
export function watchStaleness(
  clock: Clock,
  limitMs: number | null,
  onEdge: (stale: boolean) => void,
  ageMs: number | undefined,
): Staleness {
  let confirmedAt = clock.monotonic() - (ageMs ?? 0)
  let stale = false
  let hasEnded = false
  let disarm = () => {}

  const age = () => clock.monotonic() - confirmedAt
  const arm = () => {
    if (limitMs === null) return
    disarm()
    disarm = patience(clampDelay(limitMs - age()), look, clock)
  }
  function look(): void {
    if (stale) return
    stale = limitMs !== null && age() >= limitMs
    if (stale) onEdge(true)
    // A limit may be longer than a timer can hold.
    else if (!hasEnded) arm()
  }
  if (ageMs !== undefined) arm()

  return {
    get stale() {
      return stale
    },
    age,
    confirm(ageMs = 0) {
      confirmedAt = clock.monotonic() - ageMs
      arm()
      const wasStale = stale
      stale = limitMs !== null && ageMs >= limitMs
      if (stale !== wasStale) onEdge(stale)
    },
    end() {
      hasEnded = true
      disarm()
    },
    look,
  }
}
