/** A share of each turn of the event loop for work that takes long; the rest of it is everyone else's. @module */

import { setImmediate as nextTurn } from 'node:timers/promises'

const SHARE_MS = 2

export interface Turn {
  /** Waits for the next turn if the share of this one is used up; to be called after each small step. */
  pass(): Promise<void>
  /** Is there anyone else? */
  readonly isShared: boolean
}

/** The share begins now. */
export function turnOf(): Turn {
  let since = performance.now()
  return {
    isShared: true,
    pass: async () => {
      if (performance.now() - since < SHARE_MS) return
      await nextTurn()
      since = performance.now()
    },
  }
}

/** All the time of a thread that has nothing else to do. */
export const allTurns: Turn = { isShared: false, pass: async () => {} }
