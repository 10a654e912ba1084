/** Fields that are empty for longer than anybody looks are of the type that they have, and nothing begins again for them. @module */

import { describe, expect, test } from 'vitest'
import type { CsvType, Table } from '../../../../src/decode/table/contract.ts'
import { builtTable } from '../../../../src/decode/table/job.ts'
import { openTable } from '../../../../src/decode/table/read/open-table.ts'

type Row = Readonly<Record<string, string | number | boolean | null>>

const COLUMNS = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const ROWS = 3000

/** The first value of each column stands in a row of its own, behind those that are looked at. */
const firstRow = (column: number) => 1200 + 150 * column
const valueAt = (row: number, column: number): number | boolean | null => {
  if (row < firstRow(column) || row % 3 === column % 3) return null
  return column % 2 === 0 ? row / 4 : row % 2 === 0
}

const rows = Array.from({ length: ROWS }, (_, row) => COLUMNS.map((_name, column) => valueAt(row, column)))

/** Builds a table, and counts how often the document was read. */
async function built(document: string, options: Parameters<typeof builtTable>[0]) {
  let reads = 0
  const pieces = () => {
    reads++
    return [Buffer.from(document)]
  }
  const { parts } = await builtTable(options, { sizeHint: document.length, pieces })
  return { reads, table: openTable<Row>(parts as never) as Table<Row> }
}

describe.each<{ types: 'infer' | 'named'; reads: number }>([
  { types: 'named', reads: 1 },
  // Once to find the types, and once for the records.
  { types: 'infer', reads: 2 },
])('CSV with types that are $types', ({ types, reads: expected }) => {
  test('is read as often as one whose values come early, and every column is of its type', async () => {
    const named = Object.fromEntries(
      COLUMNS.map((name, column) => [name, (column % 2 === 0 ? 'number' : 'boolean') as CsvType]),
    )
    const header = `id,${COLUMNS.join()},none\n`
    const body = rows.map((values, row) => `k${row},${values.map((value) => value ?? '').join()},\n`)
    const csv = { header: true, separator: ',', quotes: true, decimal: '.' } as const
    const how = {
      ...csv,
      types: types === 'infer' ? 'infer' : { ...named, none: 'number' as const },
    } as const
    const { reads, table } = await built(header + body.join(''), { key: 'id', csv: how })
    expect(reads).toBe(expected)
    expect(table.kind).toBe('columns')
    for (const [column, name] of COLUMNS.entries()) {
      const field = table.layout().fields.find(({ path }) => path.join() === name)
      expect(field?.kind).toBe(column % 2 === 0 ? 'number' : 'boolean')
      expect([...table.column(name).values()]).toEqual(rows.map((values) => values[column]))
    }
    expect(table.get('k5')?.none).toBe(types === 'infer' ? '' : null)
  })
})

test('JSON with more such fields than there are tries is columns, as the last plan is made of all records', async () => {
  const records = rows.map((values, row) => ({
    id: `k${row}`,
    ...Object.fromEntries(COLUMNS.map((name, column) => [name, values[column]])),
  }))
  const { table } = await built(JSON.stringify(records), { key: 'id' })
  expect(table.kind).toBe('columns')
  const kinds = COLUMNS.map((name) => table.layout().fields.find(({ path }) => path.join() === name)?.kind)
  expect(kinds).toEqual(['number', 'boolean', 'number', 'boolean', 'number', 'boolean'])
  expect([...table.values()]).toEqual(records)
})

test('fields that come, or are something else, so late that no single one tells of the others, are columns', async () => {
  const late = [
    () => 1,
    () => 'x',
    () => [1],
    () => ({ in: 'x' }),
    (row: number) => ({ [`n${row}`]: 1 }),
    () => [{ a: 1 }],
  ]
  const before = [undefined, null, {}, [], { in: null }, undefined]
  const records = Array.from({ length: ROWS }, (_, row) =>
    Object.fromEntries([
      ['id', `k${row}`],
      ...late.flatMap((make, column) => {
        const value = row < firstRow(column) ? before[column] : make(row)
        return value === undefined ? [] : [[`f${column}`, value]]
      }),
    ]),
  )
  const { table } = await built(JSON.stringify(records), { key: 'id' })
  expect(table.kind).toBe('columns')
  expect(table.layout().odd.rows).toBe(0)
  const kinds = late.map((_, at) => table.layout().fields.find(({ path }) => path.join() === `f${at}`)?.kind)
  expect(kinds).toEqual(['number', 'string', 'json', 'json', 'map', 'list'])
  expect([...table.values()]).toEqual(records)
})
