/** Holds a table to what the oracle read. @module */

import type { Table } from '../../../src/decode/table/contract.ts'
import type { Row } from '../oracle/oracle.ts'
import type { Random } from '../random.ts'
import { compareColumns } from './columns.ts'
import { Difference, equal, same } from './difference.ts'

/** What is compared; queries are held to filters over the records elsewhere. */
export type AnyTable = Omit<Table<Record<string, unknown>>, 'where' | 'index' | 'range' | 'prefix' | 'layout'>
type Rows = ReadonlyMap<string, Row>

/** Makes keys that are nearly there, and takes those that every object has. */
function absentKeys(rows: Rows, random: Random): string[] {
  const near = Array.from(rows.keys())
    .slice(0, 3)
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
  const keys = table.keys()
  let i = 0
  for (const key of rows.keys()) equal('key', key, keys.next().value, i++)
  equal('the end of keys', true, keys.next().done)
}

function compareAbsent(table: AnyTable, rows: Rows, random: Random): void {
  for (const key of absentKeys(rows, random)) {
    equal('has', false, table.has(key), key)
    equal('get', undefined, table.get(key), key)
    equal('raw', undefined, table.raw(key), key)
  }
}

function compareRow(table: AnyTable, key: string, { value, text }: Row): void {
  equal('has', true, table.has(key), key)
  same('get', value, table.get(key), key)
  const raw = table.raw(key)
  if (raw === undefined) throw new Difference('raw', text, raw, key)
  if (table.kind === 'document') equal('raw', text, raw, key)
  else same('what is parsed of raw', value, JSON.parse(raw), key)
}

function compareIterators(table: AnyTable, rows: Rows): void {
  const values = table.values()
  const entries = table[Symbol.iterator]()
  for (const [key, { value }] of rows) {
    same('the value of values', value, values.next().value, key)
    same('the entry', [key, value], entries.next().value, key)
  }
  equal('the end of values', true, values.next().done)
  equal('the end of entries', true, entries.next().done)
}

function compareMany(table: AnyTable, rows: Rows): void {
  const many = table.getMany([...rows.keys(), 'no such key at all'])
  same('getMany', [...Array.from(rows.values(), ({ value }) => value), undefined], many)
}

/** In characters: of a longer document not everything is compared in every way. */
const LARGE = 300_000
const ROWS_OF_LARGE = 300

const lengthOf = (rows: Rows): number => {
  let length = 0
  for (const { text } of rows.values()) length += text.length
  return length
}

/** @throws Difference at the first thing that is not as the document says */
export function compareTable(table: AnyTable, rows: Rows, random: Random): void {
  const isLarge = lengthOf(rows) > LARGE
  const stride = isLarge ? Math.ceil(rows.size / ROWS_OF_LARGE) : 1
  compareKeys(table, rows)
  let i = 0
  for (const [key, row] of rows) if (i++ % stride === 0) compareRow(table, key, row)
  compareAbsent(table, rows, random)
  compareIterators(table, rows)
  if (!isLarge && random.chance(0.3)) compareMany(table, rows)
  compareColumns(table, rows, random, isLarge ? 1 : 2)
}
