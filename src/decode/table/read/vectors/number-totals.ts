/** Adds up and counts the numbers of a column where they lie. @module */

import { types } from 'node:util'
import type { NumberNode } from '../../format/columns.ts'
import { ABSENCE } from '../../format/layout.ts'
import type { ColumnRows } from './column-rows.ts'
import { countAbsent } from './count-absent.ts'
import { doubleBlocks } from './double-blocks.ts'
import { countOf, greatestOf, hasZero, leastOf, sumInOrder, sumOfWholes } from './number-loops.ts'
import { noNumber } from './read-totals.ts'
import type { Totals } from './totals.ts'

export function numberTotals({ values, divisor = 1 }: NumberNode, column: ColumnRows): Totals {
  const { absent, ranges, read, name } = column
  const isDouble = types.isFloat64Array(values)
  const blocks = () => doubleBlocks(values, column)

  /** Numbers of the records that are kept apart. */
  function oddNumbers(): number[] {
    const present = ranges.odd.map(read).filter((value) => value !== null && value !== undefined)
    for (const value of present) if (typeof value !== 'number') throw noNumber(name, 'other kinds as well')
    return present as number[]
  }

  function sum(): number {
    const within = isDouble ? doubleSum() : wholeSum() / divisor
    return oddNumbers().reduce((so, value) => so + value, within)
  }

  function doubleSum(): number {
    let sum = 0
    for (const { doubles, absent } of blocks()) sum = sumInOrder(sum, doubles, absent)
    return sum
  }

  /** Above 2^53 doubles no longer hold each whole number, but the sum of a block is far below. */
  function wholeSum(): number {
    let sum = 0
    let beyond = 0n
    for (const { doubles, absent } of blocks()) {
      sum += sumOfWholes(doubles, absent)
      if (Math.abs(sum) < 2 ** 52) continue
      beyond += BigInt(sum)
      sum = 0
    }
    return beyond === 0n ? sum : Number(beyond + BigInt(sum))
  }

  const min = () => extreme(leastOf, Math.min, -0)
  const max = () => extreme(greatestOf, Math.max, 0)

  /** @param zero - the zero that goes before the other one */
  function extreme(ofBlock: typeof leastOf, ofTwo: typeof Math.min, zero: number): number | undefined {
    const found = within(ofBlock, zero)
    const all = found === undefined ? oddNumbers() : [found, ...oddNumbers()]
    return all.length === 0 ? undefined : all.reduce((a, b) => ofTwo(a, b))
  }

  function within(ofBlock: typeof leastOf, zero: number): number | undefined {
    const first = firstRow()
    if (first < 0) return undefined
    let so = values[first] as number
    for (const { doubles, absent } of blocks()) so = ofBlock(so, doubles, absent)
    return so === 0 && isDouble ? whichZero(zero) : so / divisor
  }

  function whichZero(zero: number): number {
    for (const { doubles, absent } of blocks()) if (hasZero(zero, doubles, absent)) return zero
    return -zero
  }

  /** The first row that has a number among the columns, or -1. */
  function firstRow(): number {
    for (const [from, to] of ranges.whole) {
      for (let row = from; row < to; row++)
        if (absent === undefined || absent[row] === ABSENCE.there) return row
    }
    return -1
  }

  function count(value: unknown): number {
    if (value === null || value === undefined) return countAbsent(column, value)
    let found = ranges.odd.reduce((so, row) => (read(row) === value ? so + 1 : so), 0)
    if (typeof value !== 'number') return found
    const kept = divisor === 1 ? value : Math.round(value * divisor)
    if (kept / divisor !== value) return found
    for (const { doubles, absent } of blocks()) found += countOf(kept, doubles, absent)
    return found
  }

  return { sum, min, max, count }
}
