/** How records are read one by one: the same methods for those that have keys and for those that have none. @module */

import { unexpected } from '../../../base/unexpected.ts'
import type { Column, FieldPath } from '../contract.ts'
import { cachedReader } from './cached-reader.ts'
import { warnOfUnknown } from './unknown-field.ts'
import { columnVector, type RowSource, scanRows } from './vectors/index.ts'

/** Records by row, and how the one is found that a reader means by a key. */
export interface RecordSource<Key, Id extends string | number> extends RowSource {
  /** The key as the memory has it: its text, or the position. @throws TypeError for what is no key */
  idOf(key: Key): Id
  /** The row, or -1. */
  rowOf(id: Id): number
}

export interface RecordMethods<Row, Key> {
  get(key: Key): Row | undefined
  has(key: Key): boolean
  values(): IterableIterator<Row>
  getMany(keys: Iterable<Key>): (Row | undefined)[]
  raw(key: Key): string | undefined
  column(...path: string[]): Column<unknown, Key>
  scan(paths: readonly FieldPath[], call: never): void
}

export function recordMethods<Row, Key, Id extends string | number>(
  of: 'table' | 'rows',
  source: RecordSource<Key, Id>,
  cached: number,
): RecordMethods<Row, Key> {
  const { rows, records, idOf, rowOf } = source
  const getById = cached === 0 ? read : cachedReader(read, cached)
  const get = (key: Key) => getById(idOf(key))

  function read(id: Id): Row | undefined {
    const row = rowOf(id)
    return row < 0 ? undefined : (records.read(row, textIn(id)) as Row)
  }

  function raw(key: Key): string | undefined {
    const id = idOf(key)
    const row = rowOf(id)
    return row < 0 ? undefined : records.raw(row, textIn(id))
  }

  function getMany(all: Iterable<Key>): (Row | undefined)[] {
    // A text is iterable, but to mean its characters would be strange.
    if (typeof all === 'string' || typeof all?.[Symbol.iterator] !== 'function') {
      throw unexpected(of, 'keys', 'an iterable of keys', all)
    }
    return Array.from(all, get)
  }

  function* values(): Generator<Row> {
    for (let row = 0; row < rows; row++) {
      yield records.read(row, undefined) as Row
    }
  }

  function column(...path: string[]): Column<unknown, Key> {
    checkPath(path)
    warnOfUnknown('column', { rows, records: source.from }, path)
    const field = records.field(path)
    return {
      get: (key) => {
        const id = idOf(key)
        const row = rowOf(id)
        return row < 0 ? undefined : field(row, textIn(id))
      },
      ...columnVector(source, path),
    }
  }

  const scan = (paths: readonly FieldPath[], call: never) => scanRows(source, paths, call)

  return { get, has: (key) => rowOf(idOf(key)) >= 0, values, getMany, raw, column, scan }
}

/** The text that a record may have in it as its key. */
const textIn = (id: string | number): string | undefined => (typeof id === 'string' ? id : undefined)

function checkPath(path: readonly unknown[]): void {
  if (path.length === 0) throw unexpected('column', 'name', 'the name of a field', undefined)
  for (const name of path) if (typeof name !== 'string') throw unexpected('column', 'name', 'text', name)
}
