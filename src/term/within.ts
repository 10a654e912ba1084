/** Waits for what may never end. @module */

import type { Clock } from '../clock.ts'

/** Resolves when the work is over, however it ended, or after so many ms. */
export function within(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.setTimeout(resolve, ms)
    const end = () => {
      clock.clearTimeout(timer)
      resolve()
    }
    work.then(end, end)
  })
}
