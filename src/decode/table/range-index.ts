/** Makes the index of ranges beside the records that have them. @module */

import type { TimeSlice } from '../../base/time-slice.ts'
import { indivisible } from '../indivisible.ts'
import { compareWords, type RangeIndex, type RangeParts } from './format/range-parts.ts'
import type { RowsParts } from './format/table-parts.ts'
import { boundsOf } from './range-index/bounds.ts'
import { type Collected, collector } from './range-index/collected.ts'
import { readEnd, readNetwork, type Width } from './range-index/ends.ts'
import { recordsOf } from './read/index.ts'
import { refused } from './scanner/faults.ts'

/** Where records have their ranges, as paths of names: both ends, or a network. */
export interface RangeFields {
  readonly from: readonly string[]
  /** Left out: `from` is a network. */
  readonly to?: readonly string[] | undefined
  /** May ranges lie within each other? */
  readonly nested: boolean
}

/** To read so many records takes some hundred microseconds. */
const AT_ONCE = 256
/** To sort so many ranges takes 4 ms. */
const MOST_IN_A_TURN = 10_000

/**
 * @throws TermError `ERR_TERM_DESERIALIZE` for a record without a range, or with one that others have a part of; where turns are
 * shared, also what `isIndivisible` knows, for more ranges than one has time for
 */
export async function rangeIndexOf(
  { rows, records: from }: RowsParts,
  fields: RangeFields,
  turn: TimeSlice,
): Promise<RangeParts> {
  const records = recordsOf(from, () => undefined)
  const [low, high] = [records.field(fields.from), fields.to && records.field(fields.to)]
  const [start, end] = [new Uint32Array(4), new Uint32Array(4)]
  const widths = new Map<Width, Collected>()

  for (let row = 0; row < rows; row++) {
    if (row % AT_ONCE === 0) await turn.pass()
    const value = low(row, undefined)
    const width = high === undefined ? readNetwork(value, start, end) : readEnd(value, start)
    if (width === 0) throw noEnd(row, value, high === undefined)
    if (high !== undefined) {
      const last = high(row, undefined)
      const other = readEnd(last, end)
      if (other === 0) throw noEnd(row, last, false)
      if (other !== width) throw atRow(row, 'The range ends in another kind of address than it begins in')
    }
    if (compareWords(start, 0, end, 0, width) > 0) throw atRow(row, 'The range ends before it begins')
    collectorOf(width, widths, row).add(start, end, row)
  }

  const indexes: RangeIndex[] = []
  for (const ranges of widths.values()) {
    if (turn.isShared && ranges.count > MOST_IN_A_TURN) throw indivisible()
    await turn.pass()
    indexes.push(bounded(ranges, fields.nested))
  }
  return { of: widths.has(2) ? 'numbers' : 'addresses', indexes }
}

function collectorOf(width: Width, widths: Map<Width, Collected>, row: number): Collected {
  const known = widths.get(width)
  if (known !== undefined) return known
  if (widths.size > 0 && (width === 2) !== widths.has(2))
    throw atRow(row, 'The range is one of numbers, or of addresses, and those before it are not')
  const ranges = collector(width)
  widths.set(width, ranges)
  return ranges
}

function bounded(ranges: Collected, nested: boolean): RangeIndex {
  const index = boundsOf(ranges, nested)
  if ('bounds' in index) return index
  const hint = nested ? '' : ": `overlaps: 'innermost'` lets ranges lie within others"
  throw atRow(index.row, `The range has a part of that of record ${index.other + 1}${hint}`)
}

const DIGITS = /^\d+$/

function noEnd(row: number, value: unknown, isNetwork: boolean): Error {
  if (isNetwork) return atRow(row, 'The record has no network')
  const message = 'The range has an end that is neither an address nor a number'
  const isText = typeof value === 'string' && DIGITS.test(value)
  return atRow(row, isText ? `${message}, but text of digits: of CSV \`types\` makes numbers` : message)
}

const atRow = (row: number, message: string): Error => refused(`${message} (record ${row + 1})`)
