/** Keeps what is known of a term's attempts: its moments and a row of failures. It outlives every incarnation. @module */

import type { Clock } from '../base/clock.ts'
import { briefly, type TermError } from '../base/errors.ts'
import type { TermSource } from '../events/events.ts'

/** The journal. Moments are in epoch ms, and `undefined` for what never happened. */
export interface Journal {
  lastProbeAt: number | undefined
  /** When the origin last answered well. */
  lastAnswerAt: number | undefined
  lastUnchangedAt: number | undefined
  /** When another edition was last made live, by whomever. */
  lastUpdateAt: number | undefined
  lastFailureAt: number | undefined
  /** When the next attempt is due. */
  nextProbeAt: number | undefined
  /** Failures in a row. */
  failures: number
  /** When the first of these failures happened, on the monotonic clock. */
  failingSince: number | undefined
  lastError: TermError | undefined
  /** The source that answered last. */
  source: TermSource | undefined
  /** How many incarnations have crashed. */
  crashes: number
}

export const blankJournal = (): Journal => ({
  lastProbeAt: undefined,
  lastAnswerAt: undefined,
  lastUnchangedAt: undefined,
  lastUpdateAt: undefined,
  lastFailureAt: undefined,
  nextProbeAt: undefined,
  failures: 0,
  failingSince: undefined,
  lastError: undefined,
  source: undefined,
  crashes: 0,
})

/** What a message adds when there is no value: `; the last attempt failed with ERR_TERM_EMPTY: The body is empty`. */
export const lastFailure = ({ lastError }: Journal): string =>
  lastError === undefined ? '' : `; the last attempt failed with ${briefly(lastError)}`

export function noteSuccess(
  journal: Journal,
  at: number,
  outcome: 'updated' | 'unchanged',
  source: TermSource,
): void {
  journal.source = source
  journal.lastAnswerAt = at
  if (outcome === 'unchanged') journal.lastUnchangedAt = at
  journal.failures = 0
  journal.failingSince = undefined
  journal.lastError = undefined
}

export function noteFailure(journal: Journal, clock: Clock, error: TermError): void {
  journal.lastFailureAt = clock.now()
  journal.failures++
  journal.failingSince ??= clock.monotonic()
  journal.lastError = error
}
