/** The error of a fetcher that breaks its contract. That is a bug, not weather: the incarnation crashes. @module */

import { TermError } from '../../base/errors.ts'

export const breach = (what: string): TermError =>
  new TermError('ERR_TERM_CONTRACT', `the fetcher broke its contract: ${what}`)
