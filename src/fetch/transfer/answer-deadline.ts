/** Bounds how long the headers of an answer may take. @module */

import { type Stage, TermError } from '../../base/errors.ts'
import type { AbortScope } from './abort-scope.ts'
import { watchdog } from './watchdog.ts'

/** Waits for an answer, and aborts the attempt with `ERR_TERM_TIMEOUT` when none has come after `ms`. */
export async function answerWithin<T>(
  ms: number,
  { scope, stage }: { readonly scope: AbortScope; readonly stage: Stage },
  answer: () => Promise<T>,
): Promise<T> {
  const dog = watchdog(() => {
    scope.abort(new TermError('ERR_TERM_TIMEOUT', `No answer came within ${ms} ms`, { stage }))
  })
  dog.watch(ms)
  try {
    return await answer()
  } finally {
    dog.stop()
  }
}
