/** Gives a subject one input after the other, and notes what it doesn't stand. @module */

import { inputOf } from './mutate.ts'
import type { FuzzSubject } from './subject.ts'

export interface Failure {
  readonly number: number
  readonly message: string
  /** The input, as base64. */
  readonly input: string
}

export interface Run {
  readonly seed: number
  readonly first: number
  readonly count: number
  /** Is called before each input, with its number. */
  readonly before?: (number: number) => void
  /** Enough failures end the run. */
  readonly enough?: number
}

export async function runSubject(
  subject: FuzzSubject,
  { seed, first, count, before = () => {}, enough = 5 }: Run,
): Promise<Failure[]> {
  const failures: Failure[] = []
  for (let number = first; number < first + count && failures.length < enough; number++) {
    before(number)
    const input = inputOf(subject, seed, number)
    try {
      const checked = subject.check(input)
      if (checked !== undefined) await checked
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
      failures.push({ number, message, input: Buffer.from(input).toString('base64') })
    }
  }
  return failures
}
