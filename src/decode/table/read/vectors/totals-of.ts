/** Chooses how the values of a column are added up and counted, by what they are kept as. @module */

import type { ColumnNode } from '../../format/columns.ts'
import { absenceOf } from './absence.ts'
import { numberTotals } from './number-totals.ts'
import { oddRowsOf } from './odd-rows.ts'
import { readTotals } from './read-totals.ts'
import { rowRanges } from './row-ranges.ts'
import type { RowSource } from './row-source.ts'
import { textCount } from './text-count.ts'
import type { Totals } from './totals.ts'

/** @param nodes - what leads to the column; left out where the records aren't columns, or none has the field */
export function totalsOf(
  source: RowSource,
  nodes: readonly ColumnNode[] | undefined,
  read: (row: number) => unknown,
  name: string,
): Totals {
  const reading = readTotals(source, read, name)
  const node = nodes?.at(-1)
  if (nodes === undefined || node === undefined) return reading
  const column = () => ({
    absent: absenceOf(nodes),
    ranges: rowRanges(source, oddRowsOf(source.from)),
    read,
    name,
  })
  if (node.kind === 'number') return numberTotals(node, column())
  // Whatever it is kept as, its values may all be absent, or numbers.
  return node.kind === 'string' ? { ...reading, count: textCount(node, column()) } : reading
}
