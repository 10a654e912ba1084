/** Chooses how the values of a column are added up and counted, by what they are kept as. @module */

import type { ColumnNode } from '../../format/columns.ts'
import { absenceOf } from './absence.ts'
import { numberTotals } from './number-totals.ts'
import { oddRowsOf } from './odd-rows.ts'
import { noNumber, readTotals } from './read-totals.ts'
import { rowRanges } from './row-ranges.ts'
import type { RowSource } from './row-source.ts'
import { textCount } from './text-count.ts'
import type { Totals } from './totals.ts'

/** How refusals name what is no number. Values of any kinds may all be numbers, and are read one by one. */
const KINDS: Partial<Record<string, string>> = {
  key: 'texts',
  string: 'texts',
  boolean: 'booleans',
  list: 'lists',
  object: 'objects',
  map: 'objects',
}

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
  const kind = KINDS[node.kind]
  if (kind === undefined) return reading
  const refuse = (): never => {
    throw noNumber(name, kind)
  }
  const count = node.kind === 'string' ? textCount(node, column()) : reading.count
  return { sum: refuse, min: refuse, max: refuse, count }
}
