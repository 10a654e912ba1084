/** Holds a table to what the oracle read. @module */

import type { Table } from '../../../src/decode/table/table.ts'
import type { Row } from '../oracle/oracle.ts'
import type { Random } from '../random.ts'
import { Difference, equal } from './difference.ts'
import { parting } from './same.ts'

export type AnyTable = Table<Record<string, unknown>>
type Rows = ReadonlyMap<string, Row>

function sameValue(what: string, expected: unknown, got: unknown): void {
  const path = parting(expected, got)
  if (path !== undefined) throw new Difference(`${what} at ${path}`, expected, got)
}

/** Keys that are nearly there, and those that every object has. */
function absentKeys(rows: Rows, random: Random): string[] {
  const near = Array.from(rows.keys())
    .slice(0, 8)
    .flatMap((key) => [
      `${key}\0`,
      `${key}x`,
      key.slice(0, -1),
      key.slice(1),
      `${key.slice(0, -1)}\u007f`,
      key.toUpperCase(),
      `\ufeff${key}`,
      JSON.stringify(key).slice(1, -1),
    ])
  const others = [
    '',
    '\0',
    '__proto__',
    'toString',
    '\ud800',
    '\ufffd',
    'x'.repeat(254),
    'x'.repeat(255),
    'é'.repeat(128),
  ]
  return [...near, ...others, random.pick(others) + String(random.below(1000))].filter(
    (key) => !rows.has(key),
  )
}

function compareKeys(table: AnyTable, rows: Rows): void {
  equal('size', rows.size, table.size)
  const expected = Array.from(rows.keys())
  const keys = Array.from(table.keys())
  equal('number of keys()', expected.length, keys.length)
  for (let i = 0; i < expected.length; i++) equal(`key ${i}`, expected[i], keys[i])
}

function compareAbsent(table: AnyTable, rows: Rows, random: Random): void {
  for (const key of absentKeys(rows, random)) {
    equal(`has(${JSON.stringify(key)})`, false, table.has(key))
    equal(`get(${JSON.stringify(key)})`, undefined, table.get(key))
    equal(`raw(${JSON.stringify(key)})`, undefined, table.raw(key))
  }
}

function compareRow(table: AnyTable, key: string, { value, text }: Row): void {
  const name = JSON.stringify(key).slice(0, 60)
  equal(`has(${name})`, true, table.has(key))
  sameValue(`get(${name})`, value, table.get(key))
  const raw = table.raw(key)
  if (raw === undefined) throw new Difference(`raw(${name})`, text, raw)
  if (table.kind === 'document') equal(`raw(${name})`, text, raw)
  else sameValue(`raw(${name}), parsed`, value, JSON.parse(raw))
}

function compareIterators(table: AnyTable, rows: Rows): void {
  const expected = Array.from(rows)
  const values = Array.from(table.values())
  const entries = Array.from(table)
  equal('number of values()', expected.length, values.length)
  equal('number of entries', expected.length, entries.length)
  expected.forEach(([key, { value }], i) => {
    sameValue(`value ${i} of values()`, value, values[i])
    equal(`key of entry ${i}`, key, entries[i]?.[0])
    sameValue(`value of entry ${i}`, value, entries[i]?.[1])
  })
  const many = table.getMany([...rows.keys(), 'no such key at all'])
  sameValue('getMany', [...expected.map(([, { value }]) => value), undefined], many)
}

/** What a record's field is; only objects have fields. */
const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined

const namesOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []

function compareColumn(table: AnyTable, rows: Rows, path: [string, ...string[]]): void {
  const what = `column(${path.map((name) => JSON.stringify(name).slice(0, 60)).join(', ')})`
  const column = table.column(...path)
  const values = Array.from(column.values())
  equal(`number of values of ${what}`, rows.size, values.length)
  let i = 0
  for (const [key, { value }] of rows) {
    const expected = path.reduce(fieldOf, value)
    sameValue(`${what}.get(${JSON.stringify(key).slice(0, 60)})`, expected, column.get(key))
    sameValue(`value ${i} of ${what}`, expected, values[i])
    i++
  }
  equal(`${what}.get of a key that is not there`, undefined, column.get('no such key at all'))
}

function compareColumns(table: AnyTable, rows: Rows, random: Random): void {
  const some = Array.from(rows.values())
  if (some.length === 0) return
  const { value } = random.pick(some)
  for (const name of namesOf(value).slice(0, 4)) {
    compareColumn(table, rows, [name])
    const inner = fieldOf(value, name)
    const [deep] = namesOf(inner)
    if (deep !== undefined) compareColumn(table, rows, [name, deep])
  }
  compareColumn(table, rows, [
    random.pick(['no such field', '__proto__', 'toString', 'constructor', '0', '']),
  ])
}

/** @throws Difference at the first thing that is not as the document says */
export function compareTable(table: AnyTable, rows: Rows, random: Random): void {
  compareKeys(table, rows)
  for (const [key, row] of rows) compareRow(table, key, row)
  compareAbsent(table, rows, random)
  compareIterators(table, rows)
  compareColumns(table, rows, random)
}
