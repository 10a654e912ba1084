/** Columns read as the document does that they were made of. @module */

import { expect, test } from 'vitest'
import type { Table } from '../../../../../src/decode/table/contract.ts'
import { openTable } from '../../../../../src/decode/table/read/open-table.ts'
import { partsOf } from '../../../../support/built-tables.ts'

const PRODUCTS = [
  { id: 'pen', price: 1.25, stock: 3, tags: ['a', 'b'], dims: { w: 3, h: null }, on: true },
  { id: '10', price: -0, stock: null, tags: [], dims: { w: 1.5e-7, h: 2 }, on: false },
  { id: 'é', price: 2, stock: 70_000, tags: ['\ud800"', 'é'], dims: null, on: true },
  { id: '', price: 3, stock: -1, tags: [''], on: null },
]
const PATHS = [['id'], ['price'], ['stock'], ['tags'], ['dims'], ['dims', 'w'], ['dims', 'h'], ['on'], ['no'], ['dims', 'no'], ['id', 'length'], ['tags', '0'], ['constructor']] as const // biome-ignore format: one line

const json = JSON.stringify(PRODUCTS)
const opened = async (columns: boolean): Promise<Table<unknown>> =>
  openTable(await partsOf(json, { key: 'id', columns }))

const keys = [...PRODUCTS.map(({ id }) => id), 'nobody']

test('records, fields and keys are the same in both kinds', async () => {
  const [document, columns] = [await opened(false), await opened(true)]
  expect([document.kind, columns.kind]).toEqual(['document', 'columns'])
  expect([...columns]).toEqual([...document])
  expect([...columns.values()]).toEqual(JSON.parse(json))
  expect(columns.getMany(keys)).toEqual(document.getMany(keys))
  expect(keys.map(columns.has)).toEqual(keys.map(document.has))
  for (const [name, ...path] of PATHS) {
    const [one, other] = [columns.column(name, ...path), document.column(name, ...path)]
    expect(keys.map(one.get)).toEqual(keys.map(other.get))
    expect([...one.values()]).toEqual([...other.values()])
  }
})

test('the JSON of a record in columns means the same', async () => {
  const table = await opened(true)
  expect(PRODUCTS.map(({ id }) => JSON.parse(table.raw(id) as string))).toEqual(JSON.parse(json))
  expect(table.raw('nobody')).toBeUndefined()
})

test('what columns build is new at each call, and frozen where it is cached', async () => {
  const parts = await partsOf(json, { key: 'id', columns: true })
  const [plain, cached] = [
    openTable<{ tags: unknown }>(parts),
    openTable<{ tags: unknown }>(parts, { cache: 2 }),
  ]
  expect(plain.get('pen')).not.toBe(plain.get('pen'))
  expect(cached.get('pen')).toBe(cached.get('pen'))
  expect(Object.isFrozen(cached.get('pen')?.tags)).toBe(true)
})

test('weighs what its memory weighs', async () => {
  const parts = await partsOf(json, { key: 'id', columns: true })
  const index = parts.index.buckets.byteLength + parts.index.heap.byteLength
  expect(openTable(parts).byteLength).toBeGreaterThan(index)
  expect(openTable(parts).byteLength).toBeLessThan(index + 8 * json.length)
})
