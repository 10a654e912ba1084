/** What is said of a delta of records that is of no use. @module */

import { TermError } from '../../base/errors.ts'

export const unfit = (why: string, cause?: unknown): TermError =>
  new TermError('ERR_TERM_ENCODING', `the delta of records cannot be applied: ${why}`, {
    stage: 'download',
    ...(cause !== undefined && { cause }),
  })
