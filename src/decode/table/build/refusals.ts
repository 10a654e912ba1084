/** Documents that are well formed, and yet make no table of the kind that was asked for. @module */

import { TermError } from '../../../base/errors.ts'
import { type Place, refused } from '../scanner/faults.ts'

/** `why` says what the records have, or which field doesn't fit; `columns: false` always does. */
export const noColumns = (why: string, place?: Place): TermError =>
  refused(`The payload has no columns, which \`columns\` asks for: ${why}`, place)

export const twiceInColumns = (): TermError =>
  refused('The payload has a key twice, which columns can not have')

export const tooLarge = (): TermError =>
  new TermError('ERR_TERM_TOO_LARGE', 'The payload is 4 GiB or more, which a table can not address', {
    stage: 'decode',
  })
