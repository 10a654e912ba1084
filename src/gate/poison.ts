/** Tells whether the payload itself is bad, so that trying the same bytes again is in vain. @module */

import { codeFacts } from '../base/error-codes.ts'
import { TermError } from '../base/errors.ts'
import { isRefused } from './refused-error.ts'

export function isPoison(error: unknown): error is TermError {
  // What happened to another term, whose value was asked for, says nothing of this payload.
  if (!(error instanceof TermError) || error.cause instanceof TermError) return false
  // A pin is about these very bytes; any other digest is about a transfer that went wrong.
  if (error.code === 'ERR_TERM_DIGEST') return isRefused(error)
  const poison = codeFacts(error.code)?.poison
  return poison === true || (poison !== undefined && poison === error.stage)
}
