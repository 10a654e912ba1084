/** Holds the columns of a table, one field of all records, to what the oracle read. @module */

import type { Row } from '../oracle/oracle.ts'
import type { Random } from '../random.ts'
import { equal, same } from './difference.ts'
import type { AnyTable } from './table.ts'

type Fields = Record<string, unknown>

const hasFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value of a record's field. Only objects have fields, and only their own count. */
export const fieldOf = (value: unknown, name: string): unknown =>
  hasFields(value) && Object.hasOwn(value, name) ? value[name] : undefined

const namesOf = (value: unknown): string[] => (hasFields(value) ? Object.keys(value) : [])

function compareColumn(table: AnyTable, rows: ReadonlyMap<string, Row>, path: [string, ...string[]]): void {
  const column = table.column(...path)
  const values = column.values()
  for (const [key, { value }] of rows) {
    const expected = path.reduce(fieldOf, value)
    same('column.get', expected, column.get(key), [path, key])
    same('the value of column.values', expected, values.next().value, [path, key])
  }
  equal('the end of column.values', true, values.next().done, path)
  equal('column.get of a key that is not there', undefined, column.get('no such key at all'), path)
}

/** Compares some fields of a record, a field within one of them, and one that no record has. */
export function compareColumns(
  table: AnyTable,
  rows: ReadonlyMap<string, Row>,
  random: Random,
  most: number,
): void {
  if (rows.size === 0) return
  const { value } = random.pick(Array.from(rows.values()))
  for (const name of namesOf(value).slice(0, most)) {
    compareColumn(table, rows, [name])
    const [deep] = namesOf(fieldOf(value, name))
    if (deep !== undefined) compareColumn(table, rows, [name, deep])
  }
  const absent = random.pick(['no such field', '__proto__', 'toString', 'constructor', '0', ''])
  if (most > 1) compareColumn(table, rows, [absent])
}
