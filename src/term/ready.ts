/** Waiting for the first value: always comes to an end. @module */

import { systemClock } from '../clock.ts'
import { TermError } from '../errors.ts'
import { holding } from '../holding.ts'
import { lastFailure } from './journal.ts'
import type { Keeper } from './keeper.ts'

export interface Wait {
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Resolves as soon as there is a value; a time-out of one wait never stands in the way of a later success.
 *
 * @throws TermError `ERR_TERM_TIMEOUT` with the last failure as its cause, `ERR_TERM_ABORTED`, `ERR_TERM_STOPPED`
 */
export function loaded(keeper: Keeper, { timeoutMs, signal }: Wait): Promise<void> {
  if (keeper.cell.current() !== undefined) return Promise.resolve()
  const { name: term } = keeper.options
  const clock = keeper.link?.clock ?? systemClock
  let end = (_error?: TermError) => {}
  const wait = new Promise<void>((resolve, reject) => {
    end = (error) => (error === undefined ? resolve() : reject(error))
  })
  const abort = () =>
    end(
      new TermError('ERR_TERM_ABORTED', `[${term}] the wait was called off`, { term, cause: signal?.reason }),
    )
  const timer = clock.setTimeout(() => end(late(keeper, timeoutMs)), timeoutMs)
  keeper.waiting.add(end)
  signal?.addEventListener('abort', abort, { once: true })
  if (signal?.aborted) abort()
  return holding(wait).finally(() => {
    clock.clearTimeout(timer)
    keeper.waiting.delete(end)
    signal?.removeEventListener('abort', abort)
  })
}

function late({ options: { name: term }, journal }: Keeper, timeoutMs: number): TermError {
  const message = `[${term}] no value within ${timeoutMs} ms${lastFailure(journal)}`
  return new TermError('ERR_TERM_TIMEOUT', message, { term, cause: journal.lastError })
}
