/** Waiting for the first value of a term. @module */

import { systemClock } from '../clock.ts'
import { type Keeper, stoppedError, whyIdle } from './keeper.ts'
import { type Awaited, called, type Wait } from './wait.ts'

/**
 * Resolves as soon as there is a value.
 *
 * @throws TermError `ERR_TERM_TIMEOUT` with the last failure as its cause, `ERR_TERM_ABORTED`, `ERR_TERM_STOPPED`
 */
export function loaded(keeper: Keeper, wait: Wait): Promise<void> {
  if (keeper.cell.current() !== undefined) return Promise.resolve()
  return keeper.hasEnded ? Promise.reject(stoppedError(keeper)) : called(awaited(keeper), wait)
}

/** The same, but a failure that no further attempt helps ends the wait. @throws TermError that failure, too */
export function loadedAtStart(keeper: Keeper, wait: Wait): Promise<void> {
  const { cell, starting } = keeper
  return cell.current() === undefined ? called({ ...awaited(keeper), starting }, wait) : Promise.resolve()
}

const awaited = (keeper: Keeper): Awaited => ({
  term: keeper.options.name,
  waiting: keeper.waiting,
  clock: keeper.link?.clock ?? systemClock,
  late: () => ({ failure: keeper.journal.lastError, why: whyIdle(keeper) }),
})
