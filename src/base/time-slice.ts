/** Gives long work a share of each turn of the event loop, and leaves the rest to everyone else. @module */

import { setImmediate as nextTurn } from 'node:timers/promises'

/** The least of a turn: whoever waits in a queue of short requests hardly feels it. */
const LEAST_MS = 0.5
/** The most: nobody notices a pause of that length. */
const MOST_MS = 2
/** Between the two it is so much of what the others take: where their turns are long, so may be its own. */
const PART_OF_OTHERS = 0.25

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
  let share = LEAST_MS
  return {
    isShared: true,
    pass: async () => {
      const until = performance.now()
      if (until - since < share) return
      await nextTurn()
      if (signal?.aborted) throw signal.reason
      since = performance.now()
      share = Math.min(MOST_MS, Math.max(LEAST_MS, PART_OF_OTHERS * (since - until)))
    },
  }
}

/** All the time of a thread, for one that has nothing else to do. */
export const allTime: TimeSlice = { isShared: false, pass: async () => {} }
