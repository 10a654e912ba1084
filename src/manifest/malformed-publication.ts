/** The failure of whoever reads what somebody published, and finds something else. @module */

import { TermError } from '../base/errors.ts'

export const malformedPublication = (message: string, cause?: unknown): TermError =>
  new TermError('ERR_TERM_PROTOCOL', message, { stage: 'probe', ...(cause !== undefined && { cause }) })
