/** Checks how a set of texts is to be made, and says what of it the thread is told. @module */

import { checkFlag, checkOneOf, checkRecord } from '../../base/checks.ts'
import { unexpected } from '../../base/unexpected.ts'
import type { LinesOptions } from '../table/index.ts'

const LISTED = 10_000
const LONGEST_MARK = 16

export interface CheckedLines {
  /** What the thread is told. */
  readonly how: {
    readonly format: 'lines' | 'json'
    readonly comments: string | undefined
    readonly trim: boolean
    readonly caseless: boolean
  }
  /** The fewest texts that a set is to have. */
  readonly least: number
  /** How many texts of each kind of change are listed; `undefined`: none is looked for. */
  readonly most: number | undefined
}

/** @throws TypeError for options that can't be */
export function checkLinesOptions(options: LinesOptions): CheckedLines {
  checkRecord('lines', 'options', options, [
    'format',
    'comments',
    'trim',
    'caseless',
    'minRecords',
    'changes',
  ] satisfies (keyof LinesOptions)[])
  const { format = 'lines', comments, trim, caseless, minRecords = 1, changes = false } = options
  checkOneOf('lines', 'format', format, ['lines', 'json'])
  if (format === 'json') checkOfLines({ comments, trim })
  return {
    how: {
      format,
      comments: checkComments(comments),
      trim: trim === undefined ? format === 'lines' : checkFlag('lines', 'trim', trim),
      caseless: checkFlag('lines', 'caseless', caseless),
    },
    least: checkCountOf('minRecords', minRecords),
    most: typeof changes === 'boolean' ? (changes ? LISTED : undefined) : checkCountOf('changes', changes),
  }
}

function checkOfLines(given: Pick<LinesOptions, 'comments' | 'trim'>): void {
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) throw unexpected('lines', name, 'left out where the format is json', value)
  }
}

function checkComments(mark: unknown): string | undefined {
  if (mark === undefined) return undefined
  if (typeof mark === 'string' && mark.length <= LONGEST_MARK && /^\S+$/.test(mark)) return mark
  throw unexpected('lines', 'comments', `1 to ${LONGEST_MARK} characters, without white space`, mark)
}

function checkCountOf(option: string, value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number
  throw unexpected('lines', option, 'a whole number, at least 0', value)
}
