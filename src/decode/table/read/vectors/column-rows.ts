/** What totals know of a column besides its values. @module */

import type { RowRanges } from './row-ranges.ts'

export interface ColumnRows {
  /** One of `ABSENCE` for each row; `undefined` where all rows have a value. */
  readonly absent: Uint8Array | undefined
  readonly ranges: RowRanges
  /** Reads any row, also an odd one. */
  readonly read: (row: number) => unknown
  /** How refusals name the column. */
  readonly name: string
}
