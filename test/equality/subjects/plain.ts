/** A table made with `JSON.parse` and a Map: tests of the comparison begin with it, and then break it. @module */

import { TermError } from '../../../src/base/errors.ts'
import { fieldOf } from '../compare/columns.ts'
import type { AnyTable } from '../compare/table.ts'
import { type Row, readingOf } from '../oracle/oracle.ts'
import { plainColumn } from './plain-column.ts'
import type { Subject } from './subject.ts'

type Fields = Record<string, unknown>

function* mapped<A, B>(items: Iterable<A>, of: (item: A) => B): Generator<B, undefined> {
  for (const item of items) yield of(item)
}

export function plainTable(rows: ReadonlyMap<string, Row>): AnyTable {
  const entries = () => mapped(rows, ([key, { value }]): [string, Fields] => [key, value as Fields])
  const get = (key: string) => rows.get(key)?.value as Fields | undefined
  const valuesAt = (path: readonly string[]) =>
    Array.from(rows.values(), ({ value }) => path.reduce(fieldOf, value))
  const column = (...path: string[]) =>
    plainColumn(valuesAt(path), (key) => path.reduce(fieldOf, get(key) as unknown))
  return {
    size: rows.size,
    kind: 'document',
    byteLength: 0,
    keyParts: 1,
    envelope: undefined,
    changes: undefined,
    get,
    has: (key) => rows.has(key),
    keys: () => rows.keys(),
    values: () => mapped(rows.values(), ({ value }) => value as Fields),
    entries,
    [Symbol.iterator]: entries,
    getMany: (keys) => Array.from(keys, get),
    raw: (key) => rows.get(key)?.text,
    column,
    scan(paths, call) {
      const all = paths.map((path) => valuesAt(typeof path === 'string' ? path.split('.') : path))
      for (let row = 0; row < rows.size; row++) call(...([...all.map((values) => values[row]), row] as never))
    },
  }
}

/** Reads the whole document; `bend` may spoil what was read. */
export const plain =
  (bend: (rows: Map<string, Row>, bytes: Uint8Array) => ReadonlyMap<string, Row> = (rows) => rows): Subject =>
  async (pieces, { key, duplicates, columns }) => {
    if (columns) throw new TermError('ERR_TERM_DESERIALIZE', 'no columns here', { stage: 'decode' })
    const bytes = Buffer.concat([...pieces()])
    const reading = readingOf(bytes, key, duplicates)
    if ('refused' in reading) {
      throw new TermError('ERR_TERM_DESERIALIZE', `${reading.refused} at byte 0`, { stage: 'decode' })
    }
    return { table: plainTable(bend(new Map(reading.rows), bytes)) }
  }
