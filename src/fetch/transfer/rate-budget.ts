/** The slowest pace of a body, as a leaky bucket: waiting drains it, bytes fill it. @module */

import type { ResolvedTimeouts } from './timeouts.ts'

export interface RateBudget {
  /** How much longer the next byte may keep us waiting, in ms. */
  left(): number
  spend(waitedMs: number, bytes: number): void
}

/** A full budget. A peer that is fast at first can't save up for more than `over`. */
export function rateBudget({ bytesPerSecond, over }: ResolvedTimeouts['minRate']): RateBudget {
  const most = bytesPerSecond === 0 ? Number.POSITIVE_INFINITY : over
  let left = most
  return {
    left: () => Math.max(0, left),
    spend(waitedMs, bytes) {
      if (bytesPerSecond > 0) left = Math.min(most, left - waitedMs + (bytes / bytesPerSecond) * 1_000)
    },
  }
}
