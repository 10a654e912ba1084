/** What it amounts to when origins fail. @module */

import { TermError } from '../../errors.ts'
import { explained } from '../../reasons/reason.ts'
import type { Origin } from './origin.ts'

/** An origin that was asked in vain. */
export interface Failure {
  readonly origin: Pick<Origin, 'name' | 'index'>
  readonly error: TermError
}

export const failureOf = (origin: Failure['origin'], thrown: unknown): Failure => ({
  origin,
  error: explained(thrown, 'ERR_TERM_FETCH', 'the fetcher failed', { stage: 'probe' }),
})

/**
 * All of them as one error: what the first origin says, since that is the one that is meant to answer, and the shortest
 * wait that any of them asks for, since one that answers is enough.
 */
export function summaryOf(failures: readonly Failure[]): TermError | undefined {
  const [first, ...others] = failures.toSorted((a, b) => a.origin.index - b.origin.index)
  if (first === undefined || others.length === 0) return first?.error
  const { code, stage, status } = first.error
  const list = [first, ...others].map(({ origin, error }) => `${origin.name}: ${error.code}`).join(', ')
  const message = `None of ${failures.length} origins has it (${list})`
  const cause = new AggregateError(
    [first, ...others].map(({ error }) => error),
    message,
  )
  const waits = failures.flatMap(({ error }) => error.retryAfterMs ?? [])
  const retryAfterMs = waits.length === 0 ? undefined : Math.min(...waits)
  const hopeless = failures.every(({ error }) => error.hopeless)
  return new TermError(code, message, { stage, status, retryAfterMs, hopeless, cause })
}
