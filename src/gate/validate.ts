/** Judges a value by the user's own function. @module */

import { TermError } from '../base/errors.ts'
import { explainedWithout } from '../reasons/index.ts'

/**
 * Says whether a value may be published. For no it throws or returns `false`, for yes it returns `true` or nothing.
 * `live` is the value that would be replaced; `undefined` before the first one.
 */
export type Validate<T, V = T> = (value: T, live: V | undefined) => void | boolean | Promise<void | boolean>

/**
 * Resolves if the function lets the value pass; any answer but `true` and nothing is a no.
 *
 * @throws TermError `ERR_TERM_REFUSED` with what was thrown as its `cause`. A `TermError` that was thrown stays as it is:
 * when another term isn't loaded yet, the payload is not to blame.
 */
export async function judgeValue<T>(validate: Validate<T>, value: T, live?: T): Promise<void> {
  const verdict = await verdictOf(validate, value, live)
  if (verdict === undefined || verdict === true) return
  throw new TermError('ERR_TERM_REFUSED', '`validate` refused the value', { stage: 'validate' })
}

async function verdictOf<T>(validate: Validate<T>, value: T, live: T | undefined): Promise<unknown> {
  try {
    return await validate(value, live)
  } catch (thrown) {
    // The message may quote either value.
    const given = live === undefined ? value : [value, live]
    throw await explainedWithout(given, thrown, 'ERR_TERM_REFUSED', '`validate` refused the value', {
      stage: 'validate',
    })
  }
}
