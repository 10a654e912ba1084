/** Judges a value by the user's own function. @module */

import { TermError } from '../base/errors.ts'
import { explainedWithout } from '../reasons/index.ts'

/** May this value be published? No: throw, or answer `false`. Yes: answer `true`, or nothing. */
export type Validate<T> = (value: T) => void | boolean | Promise<void | boolean>

/**
 * Passes if the function lets the value pass; anything but `true` and nothing is a no.
 *
 * @throws TermError `ERR_TERM_REFUSED` with what was thrown as its `cause`. A `TermError` that was thrown stays as it is:
 * when another term isn't loaded yet, the payload is not to blame.
 */
export async function judgeValue<T>(validate: Validate<T>, value: T): Promise<void> {
  const verdict = await verdictOf(validate, value)
  if (verdict === undefined || verdict === true) return
  throw new TermError('ERR_TERM_REFUSED', '`validate` refused the value', { stage: 'validate' })
}

async function verdictOf<T>(validate: Validate<T>, value: T): Promise<unknown> {
  try {
    return await validate(value)
  } catch (thrown) {
    throw await explainedWithout(value, thrown, 'ERR_TERM_REFUSED', '`validate` refused the value', {
      stage: 'validate',
    })
  }
}
