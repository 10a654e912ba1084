/** Finds the `error.type` of an error: one of a closed set, and the same in logs, spans and metrics. @module */

import { ERROR_CODES, type TermErrorCode } from '../base/error-codes.ts'
import { TermError } from '../base/errors.ts'

/** A value of `error.type`; `http_503` for a status, `_OTHER` for what everterm doesn't know. */
export type ErrorType = (typeof ERROR_CODES)[TermErrorCode]['type'] | `http_${number}` | '_OTHER'

const isStatus = (status: unknown): status is number =>
  Number.isInteger(status) && Number(status) >= 100 && Number(status) <= 599

/** The `error.type` of anything that was thrown. */
export function errorTypeOf(error: unknown): ErrorType {
  if (!(error instanceof TermError)) return '_OTHER'
  if (error.code === 'ERR_TERM_HTTP' && isStatus(error.status)) return `http_${error.status}`
  // Another copy of the package may know codes that this one doesn't.
  return Object.hasOwn(ERROR_CODES, error.code) ? ERROR_CODES[error.code].type : '_OTHER'
}
