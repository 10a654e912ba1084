/**
 * Calls the functions that a user wrote: waits for them as long as the attempt lasts, and says which of them failed or
 * never ended.
 *
 * @module
 */

import { named, type Stage, type TermErrorCode } from '../base/errors.ts'
import { isThenable } from '../base/fenced.ts'
import { untilAborted } from '../base/until-aborted.ts'
import { explained, explainedWithout } from '../reasons/index.ts'
import { type Attempt, goOn } from './attempt.ts'

/** The user's functions, as messages call them. */
export const CALLS = {
  setup: { stage: 'setup', code: 'ERR_TERM_SETUP', who: '`setup`' },
  init: { stage: 'setup', code: 'ERR_TERM_SETUP', who: '`init` of the fetcher', ofOrigin: true },
  probe: { stage: 'probe', code: 'ERR_TERM_FETCH', who: 'the fetcher', ofOrigin: true },
  open: { stage: 'download', code: 'ERR_TERM_FETCH', who: 'the fetcher', ofOrigin: true },
  proof: { stage: 'download', code: 'ERR_TERM_FETCH', who: 'the fetcher', ofOrigin: true },
  verify: { stage: 'download', code: 'ERR_TERM_SIGNATURE', who: '`verify`', ofOrigin: true },
  deserialize: { stage: 'decode', code: 'ERR_TERM_DESERIALIZE', who: '`deserialize`', ofOrigin: true },
  row: { stage: 'validate', code: 'ERR_TERM_SCHEMA', who: '`row`', ofOrigin: true },
  schema: { stage: 'validate', code: 'ERR_TERM_SCHEMA', who: 'the schema', ofOrigin: true },
  validate: {
    stage: 'validate',
    code: 'ERR_TERM_REFUSED',
    who: '`validate`',
    fault: 'refused the value',
    ofOrigin: true,
  },
  guards: { stage: 'validate', code: 'ERR_TERM_GUARD', who: '`guards`', ofOrigin: true },
  derive: { stage: 'decode', code: 'ERR_TERM_DERIVE', who: 'the function of `derive`' },
  put: { stage: 'store', code: 'ERR_TERM_STORE', who: '`put`' },
  get: { stage: 'store', code: 'ERR_TERM_STORE', who: '`get`' },
} as const satisfies Record<string, Call>

interface Call {
  readonly stage: Stage
  readonly code: TermErrorCode
  readonly who: string
  /** What a message says that the function did; `failed` unless told otherwise. */
  readonly fault?: string
  /** Whether the origin may be to blame, and not only the user's code; the message then names it. */
  readonly ofOrigin?: true
}

interface Asked extends Call {
  /** What the function gets of the payload, so that its message is told without that. */
  readonly given?: unknown
  /** What a message adds while the call lasts. */
  readonly why?: () => string
}

/** Calls a function of the user's and waits for it: it may throw anything, or never settle. */
export async function ask<T>(
  attempt: Attempt,
  { stage, code, who, fault = 'failed', ofOrigin, given, why }: Asked,
  call: () => T | PromiseLike<T>,
): Promise<T> {
  const { term, controller, source } = attempt
  goOn(attempt, stage)
  attempt.pending = { stage, who, why }
  try {
    const answer = call()
    if (isThenable(answer)) return await untilAborted(Promise.resolve(answer), controller.signal, stage)
    // It may have ended the attempt itself.
    goOn(attempt, stage)
    return answer
  } catch (thrown) {
    const what = `${who} ${fault}`
    const error =
      given === undefined ? explained(thrown, code, what) : await explainedWithout(given, thrown, code, what)
    throw named(error, term, stage, ofOrigin ? source.name : undefined)
  } finally {
    attempt.pending = undefined
  }
}
