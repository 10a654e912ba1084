/** Waits for work that may never end, for so long at most. @module */

import { patience, type Timers } from './patience.ts'

/** Resolves when the work is over, however it ended, or after so many ms. */
export function settledWithin(clock: Timers, ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const endPatience = patience(ms, resolve, clock)
    const end = () => {
      endPatience()
      resolve()
    }
    work.then(end, end)
  })
}
