/** Counts the records in which a field is `null` or missing, without reading any. @module */

import { ABSENCE } from '../../format/layout.ts'
import type { ColumnRows } from './column-rows.ts'

/** @param value - `null`, or `undefined` for missing ones */
export function countAbsent(
  { absent, ranges: { whole, odd }, read }: ColumnRows,
  value: null | undefined,
): number {
  const state = value === null ? ABSENCE.null : ABSENCE.missing
  let count = 0
  for (const row of odd) if (read(row) === value) count++
  if (absent === undefined) return count
  for (const [from, to] of whole) for (let row = from; row < to; row++) if (absent[row] === state) count++
  return count
}
