/** The methods of a table, over the parts that it is made of. @module */

import type { Table, TableKey } from '../contract.ts'
import type { TableParts } from '../format/table-parts.ts'
import { finderOf } from './finder.ts'
import { keyFormOf } from './key-form.ts'
import { layoutOf } from './layout-of.ts'
import { type KnownIndexes, queriesOf } from './queries/index.ts'
import { recordMethods } from './record-methods.ts'
import { recordsOf } from './records-of.ts'
import { rowKeys } from './row-keys.ts'

export type TableMethods<Row, Key> = Omit<
  Table<Row, Key>,
  'size' | 'kind' | 'byteLength' | 'keyParts' | 'envelope' | 'changes'
>

export function tableMethods<Row, Key = TableKey>(
  parts: TableParts,
  cached: number,
  indexes: KnownIndexes,
): TableMethods<Row, Key> {
  const { index, rows, records: from } = parts
  const { textOf, keyOf: keyAs } = keyFormOf(index)
  // What a key is, the options of the table have said.
  const keyFrom = keyAs as (text: string) => Key
  const keyOf = rowKeys(index, rows)
  const records = recordsOf(from, keyOf)
  const source = {
    ...{ rows, from, records },
    idOf: textOf as (key: Key) => string,
    rowOf: finderOf(index).byText,
  }
  const { column, scan, ...methods } = recordMethods<Row, Key, string>('table', source, cached)

  const queries = queriesOf<Row, Key>({ parts, records, indexes, rowOf: source.rowOf }, (row) =>
    keyFrom(keyOf(row) as string),
  )

  function* keys(): Generator<Key> {
    for (let row = 0; row < rows; row++) {
      const key = keyOf(row)
      if (key !== undefined) yield keyFrom(key)
    }
  }

  function* entries(): Generator<[Key, Row]> {
    for (let row = 0; row < rows; row++) {
      const key = keyOf(row)
      if (key !== undefined) yield [keyFrom(key), records.read(row, key) as Row]
    }
  }

  return {
    ...methods,
    ...queries,
    keys,
    entries,
    [Symbol.iterator]: entries,
    layout: () => layoutOf(parts),
    column: column as Table<Row, Key>['column'],
    scan: scan as Table<Row, Key>['scan'],
  }
}
