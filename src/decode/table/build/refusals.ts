/** Documents that are well formed, and yet make no table of the kind that was asked for. @module */

import { TermError } from '../../../base/errors.ts'
import { type Place, refused } from '../scanner/faults.ts'

/** `why` says what the records have, or which field doesn't fit; `columns: false` always does. */
export const noColumns = (why: string, place?: Place): TermError =>
  refused(`The payload has no columns, which \`columns\` asks for: ${why}`, place)

/** `count` records have the key of an earlier one; the first of them is at `place`. */
export const repeatedKey = (count: number, place: Place): TermError =>
  refused(
    `The record repeats a key, as ${count === 1 ? 'no other does' : `${count} records do in all`}: make keys unique, or choose which of them counts, by \`duplicates: 'last'\` or \`duplicates: 'first'\``,
    place,
  )

/** What a layout doesn't have, its giver may add: a field, or the kind `json`, which fits all. */
export const unlikeLayout = (why: string, place: Place): TermError =>
  refused(`The record doesn't fit the layout that \`columns\` gives: ${why}`, place)

export const tooLarge = (): TermError =>
  new TermError('ERR_TERM_TOO_LARGE', 'The payload is 4 GiB or more, which a table can not address', {
    stage: 'decode',
  })
