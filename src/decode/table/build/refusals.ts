/** Documents that are well formed, and yet make no table of the kind that was asked for. @module */

import { TermError } from '../../../base/errors.ts'
import { type Place, refused } from '../scanner/faults.ts'

export const noColumns = (place: Place): TermError =>
  refused('The record has no place in columns, together with those before it', place)

export const twiceInColumns = (): TermError =>
  refused('The payload has a key twice, which columns can not have')

export const tooLarge = (): TermError =>
  new TermError('ERR_TERM_TOO_LARGE', 'The payload is 4 GiB or more, which a table can not address', {
    stage: 'decode',
  })
