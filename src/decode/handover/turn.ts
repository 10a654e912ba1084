/** A share of each turn of the event loop; the rest of it is everyone else's. @module */

import { setImmediate } from 'node:timers/promises'

const SHARE_MS = 2

export interface Turn {
  /** Has the share been used up? */
  isOver(): boolean
  /** Waits for the next turn. */
  next(): Promise<void>
}

export function turnOf(shareMs = SHARE_MS): Turn {
  let since = performance.now()
  return {
    isOver: () => performance.now() - since >= shareMs,
    next: async () => {
      await setImmediate()
      since = performance.now()
    },
  }
}
