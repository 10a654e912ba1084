/** The refusal of a value with too few records, where no gate is behind who decodes. @module */

import { TermError } from '../base/errors.ts'

export const tooFewRecords = (least: number, size: number): TermError =>
  new TermError('ERR_TERM_GUARD', `minRecords ${least}: ${size} ${size === 1 ? 'record' : 'records'}`, {
    stage: 'validate',
  })
