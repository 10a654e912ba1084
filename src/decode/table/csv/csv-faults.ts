/** What is said of CSV that is refused: where it is wrong, never what stands there. @module */

import { didYouMean } from '../../../base/did-you-mean.ts'
import { TermError } from '../../../base/errors.ts'
import { type Place, refused } from '../scanner/faults.ts'
import { FLAW } from './protocol.ts'

/** The columns of the document, and the one that the fault is in, by its name. */
interface Where {
  readonly columns: number
  readonly column: string
  /** What would make more columns, as `separatorMeant` says. */
  readonly hint: string
}

const MESSAGES: Readonly<Record<keyof typeof FLAW, (where: Where) => string>> = {
  utf8: () => 'The payload is not valid UTF-8',
  quoteWithin: () => 'A quote stands within a field that has none around it',
  afterQuote: () => 'Something follows the quote that closes a field',
  unclosed: () => 'A quote opens a field, and none closes it',
  loneReturn: () => 'A carriage return stands without a line feed',
  tooMany: ({ columns, hint }) =>
    `The row has more fields than there are columns, which are ${columns}${hint}`,
  tooFew: ({ columns }) => `The row has fewer fields than there are columns, which are ${columns}`,
  number: ({ column }) => `The field \`${column}\` is not a number`,
  boolean: ({ column }) => `The field \`${column}\` is not a boolean`,
}

/** The converter gives the number of the flaw. */
export function flawed(flaw: number, where: Where, place: Place): TermError {
  const names = Object.keys(FLAW) as (keyof typeof FLAW)[]
  const name = names.find((each) => FLAW[each] === flaw) as keyof typeof FLAW
  const record = place.record === 0 ? 'header' : `record ${place.record}`
  return refused(`${MESSAGES[name](where)} (byte ${place.offset}, ${record})`)
}

export const noHeader = (): TermError => refused('The payload has no header')

export const longHeader = (most: number): TermError =>
  refused(`The header has more than ${most} bytes as JSON`)

/** Two columns of one name would be one field. */
export const twiceInHeader = (first: number, second: number): TermError =>
  refused(`The header has the same name for columns ${first + 1} and ${second + 1}`)

export const notInHeader = (name: string, names: readonly string[]): TermError =>
  refused(`The header has no column \`${name}\`, which \`types\` names${hintOf(name, names)}`)

function hintOf(name: string, names: readonly string[]): string {
  const near = didYouMean(name, names)
  return separatorMeant(names) || (near === undefined ? '' : `; ${near}`)
}

/** What separates the columns of others, and how that is said. */
const SEPARATORS = [
  [';', "`separator: ';'`"],
  ['\t', "`format: 'tsv'`"],
  ['|', "`separator: '|'`"],
] as const

/** Where the header is a single column in which another separator stands, that is most likely the one. */
export function separatorMeant(names: readonly string[]): string {
  const [only = ''] = names.length === 1 ? names : []
  const [, option] = SEPARATORS.find(([sign]) => only.includes(sign)) ?? []
  return option === undefined ? '' : `; the header is one column, of which ${option} makes several`
}

/** Whoever leaves out all rows may mean it. */
export const noRows = (hasHeader: boolean): TermError =>
  refused(`The payload has ${hasHeader ? 'a header and ' : ''}no records: \`minRecords: 0\` lets it pass`)

export const tooLargeAsJson = (): TermError =>
  new TermError('ERR_TERM_TOO_LARGE', 'The rows are 4 GiB or more as JSON, their names included', {
    stage: 'decode',
  })
