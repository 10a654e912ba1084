/** What the failures of several origins amount to. @module */

import { TermError, toldOf } from '../../base/errors.ts'
import { explained } from '../../reasons/index.ts'
import type { Candidate } from './candidate.ts'

/** An origin that was asked in vain. */
export interface OriginFailure {
  readonly origin: Pick<Candidate, 'name' | 'index'>
  readonly error: TermError
}

export const originFailure = (origin: OriginFailure['origin'], thrown: unknown): OriginFailure => ({
  origin,
  error: toldOf(origin.name, explained(thrown, 'ERR_TERM_FETCH', 'the fetcher failed', { stage: 'probe' })),
})

/** Why the origins that were asked were passed over; `undefined` if none was. */
export const whyPassedOver = (failures: readonly OriginFailure[]): TermError | undefined =>
  failures.length > 1 ? summaryOf(failures, { count: failures.length }) : failures[0]?.error

export interface SummaryOptions {
  /** How many origins there are, asked or left alone. */
  readonly count: number
  /** How long until the first of them may be asked again, in ms: one that answers is enough. */
  readonly retryAfterMs?: number | undefined
}

/** All of them as one error: what the first origin says, since that is the one that is meant to answer. */
export function summaryOf(
  failures: readonly OriginFailure[],
  { count, retryAfterMs }: SummaryOptions,
): TermError | undefined {
  const sorted = failures.toSorted((a, b) => a.origin.index - b.origin.index)
  const [first] = sorted
  if (first === undefined || count === 1) return first?.error
  const { code, stage, status } = first.error
  const list = sorted.map(({ origin, error }) => `${origin.name}: ${error.code}`).join(', ')
  const message = `None of ${count} origins has it (${list})`
  const cause = new AggregateError(
    sorted.map(({ error }) => error),
    message,
  )
  // An origin that was left alone for a while may help later.
  const hopeless = failures.length === count && failures.every(({ error }) => error.hopeless)
  return new TermError(code, message, { stage, status, retryAfterMs, hopeless, cause })
}
