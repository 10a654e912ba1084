/** A question and its answer: under watch, and in the region where the bucket is. @module */

import { TermError } from '../../base/errors.ts'
import { abortError } from '../../base/until-aborted.ts'
import { type Attempt, startAttempt } from '../transfer/abort-scope.ts'
import { watchdog } from '../transfer/watchdog.ts'
import { type Answer, ask, type Question } from './ask.ts'
import type { Connections } from './connections.ts'
import type { ResolvedS3Options } from './options.ts'
import { regionNamedBy } from './region.ts'

/** @throws TermError for what is no answer to the question */
export async function exchange(
  connections: Connections,
  options: ResolvedS3Options,
  question: Question,
  attempt: Attempt,
): Promise<Answer> {
  const { stage } = question
  const { headers: ms } = options.timeouts
  // A part of the attempt: when it stalls, the next part may still bring the rest.
  const part = startAttempt(attempt.signal)
  const dog = watchdog(() => {
    part.abort(new TermError('ERR_TERM_TIMEOUT', `No answer came within ${ms} ms`, { stage }))
  })
  dog.watch(ms)
  try {
    return await askWhereItIs(connections, options, question, part)
  } catch (error) {
    part.end()
    throw part.signal.aborted ? abortError(part.signal, stage) : error
  } finally {
    dog.stop()
  }
}

/** Follows one hint at another region, and remembers it. */
async function askWhereItIs(
  connections: Connections,
  options: ResolvedS3Options,
  question: Question,
  part: Attempt,
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
