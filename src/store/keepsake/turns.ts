/**
 * Lets few of all keepsakes at the disk at a time.
 *
 * Node does the work of files in four threads, and names are looked up and payloads inflated in the same ones. A disk that
 * hangs holds a thread for each operation that it doesn't answer; one must always be left for the rest of the service.
 *
 * @module
 */

import { common } from '../../base/copies.ts'

export interface Turns {
  /** Does the work when its turn has come, in the order of the calls. The turn lasts until the work is really over. */
  take<T>(work: () => Promise<T>): Promise<T>
  /** How many turns have ended. While this grows, waiting makes sense. */
  ended(): number
}

export function turns(atATime: number): Turns {
  let free = atATime
  let ended = 0
  const waiting = new Set<() => void>()
  return {
    ended: () => ended,
    async take(work) {
      if (free > 0) free -= 1
      else await new Promise<void>((begin) => void waiting.add(begin))
      try {
        return await work()
      } finally {
        ended += 1
        const [next] = waiting
        if (next === undefined) free += 1
        else {
          waiting.delete(next)
          next()
        }
      }
    },
  }
}

/** The turns of all keepsakes of a thread, whichever copy of everterm they are of. */
export const diskTurns = common('disk turns', () => ({
  read: turns(1),
  generation: turns(1),
  notes: turns(1),
}))
