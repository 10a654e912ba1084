/** What it amounts to when origins fail. @module */

import { TermError, toTermError } from '../../errors.ts'

/** An origin that was asked in vain. */
export interface Failure {
  readonly name: string
  /** Its place; 0 is the one that is meant to answer. */
  readonly index: number
  readonly error: TermError
}

export const failureOf = (name: string, index: number, thrown: unknown): Failure => ({
  name,
  index,
  error: toTermError(thrown, 'ERR_TERM_FETCH', 'the fetcher failed', { stage: 'probe' }),
})

/**
 * All of them as one error: what the first origin says, since that is the one that is meant to answer, and the shortest
 * wait that any of them asks for, since one that answers is enough.
 */
export function summaryOf(failures: readonly Failure[]): TermError | undefined {
  const [first, ...others] = failures.toSorted((a, b) => a.index - b.index)
  if (first === undefined || others.length === 0) return first?.error
  const { code, stage, status } = first.error
  const list = [first, ...others].map(({ name, error }) => `${name}: ${error.code}`).join(', ')
  const message = `None of ${failures.length} origins has it (${list})`
  const cause = new AggregateError(
    [first, ...others].map(({ error }) => error),
    message,
  )
  const waits = failures.flatMap(({ error }) => error.retryAfterMs ?? [])
  const retryAfterMs = waits.length === 0 ? undefined : Math.min(...waits)
  return new TermError(code, message, { stage, status, retryAfterMs, cause })
}
