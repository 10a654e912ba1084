/** Finds the ranges of rows whose values lie in the columns themselves. @module */

import type { RowSource } from './row-source.ts'

export interface RowRanges {
  /** Each from its first row to before its last, in their order. */
  readonly whole: readonly (readonly [from: number, to: number])[]
  /** Rows between them whose record is kept apart, and has to be read. */
  readonly odd: readonly number[]
}

export function rowRanges({ rows }: RowSource, oddRows: ArrayLike<number> = []): RowRanges {
  if (oddRows.length === 0) return { whole: [[0, rows]], odd: [] }
  const whole: [number, number][] = []
  const odd: number[] = []
  let from = 0
  let nextOdd = 0
  for (let row = 0; row <= rows; row++) {
    const isOdd = oddRows[nextOdd] === row
    if (isOdd) nextOdd++
    const isThere = row < rows
    if (isThere && isOdd) odd.push(row)
    if (isThere && !isOdd) continue
    if (from < row) whole.push([from, row])
    from = row + 1
  }
  return { whole, odd }
}
