/** The methods of records that are read by position, over the parts that they are made of. @module */

import { unexpected } from '../../../base/unexpected.ts'
import type { Rows } from '../contract.ts'
import type { RowsParts } from '../format/table-parts.ts'
import { layoutOf } from './layout-of.ts'
import { type KnownIndexes, queriesOf } from './queries/index.ts'
import { recordMethods } from './record-methods.ts'
import { recordsOf } from './records-of.ts'

export type RowsMethods<Row> = Omit<Rows<Row>, 'size' | 'kind' | 'byteLength' | 'envelope'>

export function rowsMethods<Row>(parts: RowsParts, indexes: KnownIndexes): RowsMethods<Row> {
  const { rows, records: from } = parts
  const records = recordsOf(from, () => undefined)
  const { column, scan, ...methods } = recordMethods<Row, number, number>(
    'rows',
    { rows, from, records, idOf: checkPosition, rowOf },
    0,
  )

  const queries = queriesOf<Row, number>({ parts, records, indexes, rowOf: () => -1 }, (row) => row)

  function rowOf(position: number): number {
    return Number.isInteger(position) && position >= 0 && position < rows ? position : -1
  }

  function* keys(): Generator<number> {
    for (let row = 0; row < rows; row++) yield row
  }

  return {
    ...methods,
    ...queries,
    keys,
    layout: () => layoutOf(parts),
    [Symbol.iterator]: methods.values,
    column: column as Rows<Row>['column'],
    scan: scan as Rows<Row>['scan'],
  }
}

function checkPosition(position: unknown): number {
  if (typeof position === 'number') return position
  throw unexpected('rows', 'position', 'a number', position)
}
