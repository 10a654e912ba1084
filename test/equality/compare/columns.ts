/** Holds the columns of a table, one field of all records, to what the oracle read. @module */

import type { Row } from '../oracle/oracle.ts'
import type { Random } from '../random.ts'
import { equal, same } from './difference.ts'
import type { AnyTable } from './table.ts'
import { compareTotals } from './totals.ts'

type Fields = Record<string, unknown>

const hasFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value of a record's field. Only objects have fields, and only their own count. */
export const fieldOf = (value: unknown, name: string): unknown =>
  hasFields(value) && Object.hasOwn(value, name) ? value[name] : undefined

const namesOf = (value: unknown): string[] => (hasFields(value) ? Object.keys(value) : [])

function compareColumn(table: AnyTable, rows: ReadonlyMap<string, Row>, path: [string, ...string[]]): void {
  const column = table.column(...path)
  const values = column.values()[Symbol.iterator]()
  const called: unknown[] = []
  const places: number[] = []
  column.forEach((value, row) => {
    called.push(value)
    places.push(row)
  })
  const expected = Array.from(rows.values(), ({ value }) => path.reduce(fieldOf, value))
  let i = 0
  for (const key of rows.keys()) {
    same('column.get', expected[i], column.get(key), [path, key])
    same('the value of column.values', expected[i], values.next().value, [path, key])
    same('the value of column.forEach', expected[i], called[i], [path, key])
    same('column.at', expected[i], column.at(places[i] as number), [path, key])
    i++
  }
  equal('the end of column.values', true, values.next().done, path)
  equal('the calls of column.forEach', rows.size, called.length, path)
  equal('column.get of a key that is not there', undefined, column.get('no such key at all'), path)
  compareTotals(column, expected, path)
  compareScan(table, expected, path)
}

function compareScan(table: AnyTable, expected: readonly unknown[], path: readonly string[]): void {
  const scanned: unknown[] = []
  table.scan([path, path], (value, again, row) => scanned.push(value, again, row))
  equal('the calls of scan', expected.length * 3, scanned.length, path)
  for (const [i, value] of expected.entries()) {
    same('the value of scan', value, scanned[i * 3], path)
    same('the second value of scan', value, scanned[i * 3 + 1], path)
  }
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
