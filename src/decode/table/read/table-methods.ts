/** The methods of a table, over the parts that it is made of. @module */

import { LRUCache } from 'lru-cache'
import { unexpected } from '../../../base/unexpected.ts'
import type { Column, FieldPath, Table, TableKey } from '../contract.ts'
import type { TableParts } from '../format/table-parts.ts'
import { deepFreeze } from './deep-freeze.ts'
import { finderOf } from './finder.ts'
import { keyFormOf } from './key-form.ts'
import { recordsOf } from './records-of.ts'
import { rowKeys } from './row-keys.ts'
import { columnVector, scanRows } from './vectors/index.ts'

export type TableMethods<Row, Key> = Omit<Table<Row, Key>, 'size' | 'kind' | 'byteLength' | 'changes'>

export function tableMethods<Row, Key = TableKey>(
  { index, size, rows, records: from }: TableParts,
  cached: number,
): TableMethods<Row, Key> {
  const finder = finderOf(index)
  const { textOf, keyOf: keyAs } = keyFormOf(index)
  // What a key is, the options of the table have said.
  const keyFrom = keyAs as (text: string) => Key
  const keyOf = rowKeys(index, rows)
  const records = recordsOf(from, keyOf)
  const source = { size, rows, from, records }
  const textGet = cached === 0 ? read : remembering(read, cached)
  const get = (key: Key) => textGet(textOf(key))

  function read(text: string): Row | undefined {
    const row = finder.byText(text)
    return row < 0 ? undefined : (records.read(row, text) as Row)
  }

  function raw(key: Key): string | undefined {
    const text = textOf(key)
    const row = finder.byText(text)
    return row < 0 ? undefined : records.raw(row, text)
  }

  function getMany(all: Iterable<Key>): (Row | undefined)[] {
    // A text is iterable, but to mean its characters would be strange.
    if (typeof all === 'string' || typeof all?.[Symbol.iterator] !== 'function') {
      throw unexpected('table', 'keys', 'an iterable of keys', all)
    }
    return Array.from(all, get)
  }

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

  function* values(): Generator<Row> {
    for (let row = 0; row < rows; row++) {
      if (records.has(row)) yield records.read(row, undefined) as Row
    }
  }

  function column(...path: string[]): Column<unknown, Key> {
    checkPath(path)
    const field = records.field(path)
    return {
      get: (key) => {
        const text = textOf(key)
        const row = finder.byText(text)
        return row < 0 ? undefined : field(row, text)
      },
      ...columnVector(source, path),
    }
  }

  return {
    get,
    has: (key) => finder.byText(textOf(key)) >= 0,
    keys,
    values,
    entries,
    [Symbol.iterator]: entries,
    getMany,
    raw,
    column: column as Table<Row, Key>['column'],
    scan: (paths: readonly FieldPath[], call: never) => scanRows(source, paths, call),
  }
}

function checkPath(path: readonly unknown[]): void {
  if (path.length === 0) throw unexpected('column', 'name', 'the name of a field', undefined)
  for (const name of path) if (typeof name !== 'string') throw unexpected('column', 'name', 'text', name)
}

/** The same reader, which keeps the records that it read last; these are frozen, since many readers hold the same one. */
function remembering<Row>(
  read: (key: string) => Row | undefined,
  max: number,
): (key: string) => Row | undefined {
  const cache = new LRUCache<string, { readonly record: Row }>({ max })
  return (key) => {
    const hit = cache.get(key)
    if (hit !== undefined) return hit.record
    const record = read(key)
    if (record !== undefined) cache.set(key, { record: deepFreeze(record) })
    return record
  }
}
