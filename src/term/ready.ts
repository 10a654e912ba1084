/** Waiting for the first value of a term. @module */

import { systemClock } from '../clock.ts'
import { lastFailure } from './journal.ts'
import type { Keeper } from './keeper.ts'
import { called, type Wait } from './wait.ts'

/**
 * Resolves as soon as there is a value.
 *
 * @throws TermError `ERR_TERM_TIMEOUT` with the last failure as its cause, `ERR_TERM_ABORTED`, `ERR_TERM_STOPPED`
 */
export function loaded({ cell, options, link, waiting, journal }: Keeper, wait: Wait): Promise<void> {
  if (cell.current() !== undefined) return Promise.resolve()
  const late = () => ({ why: lastFailure(journal), cause: journal.lastError })
  return called({ term: options.name, waiting, clock: link?.clock ?? systemClock, late }, wait)
}
