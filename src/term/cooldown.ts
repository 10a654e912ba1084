/** Spares the origin a request for each miss: soon after a refresh by hand, the next one gets the last answer. @module */

import type { Refreshed } from './awaited-refresh.ts'
import { clockOf, type Keeper } from './keeper.ts'

/** Notes that an attempt which `refresh()` began has ended, well or not. */
export function noteAsked(keeper: Keeper): void {
  if (keeper.options.cooldownMs !== null) keeper.askedAt = clockOf(keeper).monotonic()
}

/**
 * What the last attempt found, where `refresh()` has asked just now; `undefined` where the origin may be asked. What
 * runs is joined, which costs no request.
 */
export function lately(keeper: Keeper): Promise<Refreshed> | undefined {
  const { askedAt, attempt, journal, options, refreshes } = keeper
  if (options.cooldownMs === null || askedAt === undefined || attempt !== undefined) return undefined
  if (clockOf(keeper).monotonic() - askedAt >= options.cooldownMs) return undefined
  return journal.lastError === undefined ? Promise.resolve('unchanged') : refreshes.refuse(journal.lastError)
}
