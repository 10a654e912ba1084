/** Waits for the first value of a term. @module */

import { clockOf, type Keeper, stoppedError, whyNone } from './keeper.ts'
import { type Awaited, called, type Wait, type Waiting } from './wait.ts'

/**
 * Resolves as soon as there is a value to read.
 *
 * @throws TermError `ERR_TERM_TIMEOUT` with the last failure as its cause, or `ERR_TERM_EXPIRED` where a value is
 * withheld; `ERR_TERM_ABORTED`, `ERR_TERM_STOPPED`
 */
export function loaded(keeper: Keeper, wait: Wait): Promise<void> {
  return unlessHeld(keeper, wait)
}

/** Does the same, but a failure that no further attempt will help ends the wait. @throws TermError that failure, too */
export function loadedAtStart(keeper: Keeper, wait: Wait): Promise<void> {
  keeper.starting ??= new Set()
  return unlessHeld(keeper, wait, keeper.starting)
}

function unlessHeld(keeper: Keeper, wait: Wait, starting?: Keeper['starting']): Promise<void> {
  if (keeper.cell.isReadable()) return Promise.resolve()
  // No value will come, and nobody would say so.
  if (keeper.hasEnded) return Promise.reject(stoppedError(keeper))
  keeper.waiting ??= new Set()
  keeper.turn?.hurry()
  return called({ ...awaited(keeper, keeper.waiting), starting }, wait)
}

const awaited = (keeper: Keeper, waiting: Waiting): Awaited => ({
  term: keeper.options.name,
  waiting,
  clock: clockOf(keeper),
  late() {
    const isWithheld = keeper.cell.live() !== undefined
    return {
      code: isWithheld ? 'ERR_TERM_EXPIRED' : undefined,
      failure: keeper.journal.lastError,
      why: `${isWithheld ? '; the one that is held has expired' : ''}${whyNone(keeper)}`,
      stage: keeper.attempt?.pending?.stage,
    }
  },
})
