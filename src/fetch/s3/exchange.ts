/** A question and its answer: in time, and of the region where the bucket is. @module */

import { TermError } from '../../base/errors.ts'
import { type AbortScope, inAbortScope } from '../transfer/abort-scope.ts'
import { answerWithin } from '../transfer/answer-deadline.ts'
import { type Answer, ask, type Question } from './ask.ts'
import type { Connections } from './connections.ts'
import type { ResolvedS3Options } from './options.ts'
import { regionNamedBy } from './region.ts'

/** @throws TermError for what is no answer to the question */
export async function exchange(
  connections: Connections,
  options: ResolvedS3Options,
  question: Question,
  scope: AbortScope,
): Promise<Answer> {
  const { stage } = question
  // Each exchange has a scope within the attempt's: where one stalls, the next may still bring the rest.
  return inAbortScope(scope.signal, stage, (part) =>
    answerWithin(options.timeouts.headers, { scope: part, stage }, () =>
      askWhereItIs(connections, options, question, part),
    ),
  )
}

/** Follows one hint at another region, and remembers it. */
async function askWhereItIs(
  connections: Connections,
  options: ResolvedS3Options,
  question: Question,
  part: AbortScope,
): Promise<Answer> {
  try {
    return await ask(connections, options, question, part)
  } catch (error) {
    if (!(error instanceof TermError) || error.code !== 'ERR_TERM_REDIRECT' || error.retryAfterMs) throw error
    const region = regionNamedBy(error.cause)
    if (region === undefined || !(await connections.moveTo(region))) throw error
    return ask(connections, options, question, part)
  }
}
