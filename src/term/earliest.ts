/** Asks the budget of a term's origin when the term may retry, and tells where that is used up. @module */

import type { Incarnation } from './incarnation.ts'
import { earliestRetry } from './origin-budget.ts'

/** How long the retry after so many failures in a row has to wait at least, in ms. */
export function earliest(desk: object, failures: number): number {
  const { keeper, link } = desk as Incarnation
  const { account, cell } = keeper
  if (account === undefined) return 0
  const holdsValue = cell.live() !== undefined
  const wait = earliestRetry(account, { failures, holdsValue }, link.clock.monotonic())
  const { budget } = account
  if (wait > 0 && !budget.isTold) {
    budget.isTold = true
    const { origin, terms, pace } = budget
    if (link.hears)
      link.emit({
        type: 'origin.throttled',
        at: link.clock.now(),
        origin,
        terms,
        perMinute: 2 * pace * 60_000,
      })
  }
  return wait
}
