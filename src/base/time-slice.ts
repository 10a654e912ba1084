/** Gives long work a share of each turn of the event loop, and leaves the rest to everyone else. @module */

import { setImmediate as nextTurn } from 'node:timers/promises'

const SHARE_MS = 2

/** A share of each turn, in which long work goes on. */
export interface TimeSlice {
  /** Waits for the next turn if the share of this one is used up. Long work calls it after each small step. */
  pass(): Promise<void>
  /** Whether others need the event loop as well. */
  readonly isShared: boolean
}

/**
 * Begins a share of the present turn.
 *
 * @param signal - nobody waits any more for what the work would find: `pass` rejects with its reason
 */
export function timeSlice(signal?: AbortSignal): TimeSlice {
  let since = performance.now()
  return {
    isShared: true,
    pass: async () => {
      if (performance.now() - since < SHARE_MS) return
      await nextTurn()
      if (signal?.aborted) throw signal.reason
      since = performance.now()
    },
  }
}

/** All the time of a thread, for one that has nothing else to do. */
export const allTime: TimeSlice = { isShared: false, pass: async () => {} }
