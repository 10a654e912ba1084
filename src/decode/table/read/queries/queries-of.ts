/** Finds records by any field: the methods of a table that do. @module */

import type { FieldPath, FieldQuery, Queries } from '../../contract.ts'
import type { IndexAsked } from '../../format/field-index.ts'
import { fieldNames } from '../field-names.ts'
import { warnOfUnknown } from '../unknown-field.ts'
import { type AskedTable, askedField } from './asked-field.ts'
import { fieldQuery } from './field-query.ts'
import type { RowReader } from './found-records.ts'

/** So many fields are remembered: their names may come from outside. */
const MOST_FIELDS = 64

interface KnownField<Row, Key> {
  readonly query: FieldQuery<Row, unknown, Key>
  ready(kind: IndexAsked['kind']): Promise<void>
}

/** @param keyOf - what users call a row */
export function queriesOf<Row, Key>(table: AskedTable, keyOf: (row: number) => Key): Queries<Row, Key> {
  const { records, parts } = table
  const reader: RowReader<Row, Key> = {
    record: (row) => records.read(row, undefined) as Row,
    key: keyOf,
    field(path) {
      const names = fieldNames('column', path)
      warnOfUnknown('column', parts, names)
      const field = records.field(names)
      return (row) => field(row, undefined)
    },
  }
  const fields = new Map<string, KnownField<Row, Key>>()

  function fieldAt(of: string, path: FieldPath): KnownField<Row, Key> {
    const name = typeof path === 'string' ? path : `\0${JSON.stringify(path)}`
    const known = fields.get(name)
    if (known !== undefined) return known
    const names = fieldNames(of, path)
    warnOfUnknown(of, parts, names)
    const asked = askedField(table, names)
    const field = { query: fieldQuery(asked, reader), ready: asked.ready }
    if (fields.size < MOST_FIELDS) fields.set(name, field)
    return field
  }

  /** The ways that an index makes short, which is begun at once. */
  function by(of: string, kind: IndexAsked['kind'], path: FieldPath) {
    const { query, ready } = fieldAt(of, path)
    const isReady = () => ready(kind)
    isReady().catch(() => {})
    return { ...query, ready: isReady }
  }

  return {
    where: (path: FieldPath) => fieldAt('where', path).query as never,
    index(path: FieldPath) {
      const { is, ready } = by('index', 'equal', path)
      return { is, ready } as never
    },
    range(path) {
      const { from, above, to, below, ready } = by('range', 'range', path)
      return { from, above, to, below, ready }
    },
    prefix(path) {
      const { from, above, to, below, startsWith, ready } = by('prefix', 'prefix', path)
      return { from, above, to, below, startsWith, ready }
    },
  }
}
