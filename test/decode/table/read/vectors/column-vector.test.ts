/** A column gives, adds up and counts the values of all records as `JSON.parse` reads them. @module */

import { describe, expect, test } from 'vitest'
import type { Table } from '../../../../../src/decode/table/contract.ts'
import { openTable } from '../../../../../src/decode/table/read/open-table.ts'
import { partsOf } from '../../../../support/built-tables.ts'
import { tableParts } from '../../../../support/table-parts.ts'

const PRODUCTS = [
  { id: 'a', price: 0.1, stock: 3, ratio: 1.5e-7, kind: 'pen', dims: { w: 1 }, tags: ['x'], on: true },
  { id: 'b', price: 0.2, stock: 900, ratio: -0, kind: 'cup', dims: null, tags: [], on: false },
  { id: 'c', price: null, stock: 70_000, ratio: 0, kind: null, tags: ['x'], on: true },
  { id: 'd', price: 0.7, stock: 4, ratio: 2, kind: 'pen', dims: { w: 5 }, tags: null, on: null },
]

interface Product {
  readonly id: string
  readonly price: number | null
  readonly stock: number
  readonly ratio: number
  readonly kind: string | null
  readonly dims?: { readonly w: number } | null
  readonly tags: readonly string[] | null
  readonly on: boolean | null
}

// `JSON.stringify` writes -0 as 0.
const TEXT = JSON.stringify(PRODUCTS).replace('"ratio":0,', '"ratio":-0,')

const opened = async (columns: boolean): Promise<Table<Product>> =>
  openTable(await partsOf(TEXT, { key: 'id', columns }))

describe.each([
  { kind: 'columns', columns: true },
  { kind: 'a document', columns: false },
])('a column of $kind', ({ columns }) => {
  test('gives values by row, in order, and to a callback', async () => {
    const table = await opened(columns)
    const prices = table.column('price')
    expect([0, 2, 3].map(prices.at)).toEqual([0.1, null, 0.7])
    expect([-1, 4, 0.5, Number.NaN].map(prices.at)).toEqual(Array(4).fill(undefined))
    expect([...prices.values()]).toEqual([0.1, 0.2, null, 0.7])
    expect(prices.values().length).toBe(4)
    const called: unknown[] = []
    table.column('dims', 'w').forEach((value, row) => {
      called.push(value, row)
    })
    expect(called).toEqual([1, 0, undefined, 1, undefined, 2, 5, 3])
  })

  test('adds up and bounds numbers, and passes over those that are not there', async () => {
    const table = await opened(columns)
    const figures = (name: string, ...path: string[]) => {
      const { sum, min, max } = table.column(name, ...path)
      return [sum(), min(), max()]
    }
    expect(figures('stock')).toEqual([70_907, 3, 70_000])
    expect(figures('price')).toEqual([1, 0.1, 0.7])
    expect(figures('ratio')).toEqual([2 + 1.5e-7, -0, 2])
    expect(figures('dims', 'w')).toEqual([6, 1, 5])
    expect(figures('no such field')).toEqual([0, undefined, undefined])
  })

  test('counts texts, numbers, booleans, null and what is missing', async () => {
    const table = await opened(columns)
    const { column } = table
    expect(['pen', 'cup', 'pe', 'penn', '', null, undefined].map(table.column('kind').count)).toEqual([2, 1, 0, 0, 0, 1, 0]) // biome-ignore format: one line
    expect([0.1, 0.3, null, undefined].map(column('price').count)).toEqual([1, 0, 1, 0])
    expect([0, -0, 1.5e-7, Number.NaN].map(column('ratio').count)).toEqual([2, 2, 1, 0])
    expect([true, false, null].map(column('on').count)).toEqual([2, 1, 1])
    expect([1, null, undefined].map(column('dims', 'w').count)).toEqual([1, 0, 2])
    expect(column('id').count('b')).toBe(1)
    expect(column('stock').count('3' as never)).toBe(0)
  })

  test('refuses to add up what is no number, and names it', async () => {
    const { column } = await opened(columns)
    for (const name of ['kind', 'tags', 'dims', 'on', 'id'] as const) {
      const { sum, min, max } = column(name)
      for (const total of [sum, min, max]) {
        expect(total).toThrow(TypeError)
        expect(total).toThrow(`column: expected \`${name}\` to hold numbers, got `)
      }
    }
  })

  test('refuses to count objects, to call what is no function, and rows that are no numbers', async () => {
    const stock = (await opened(columns)).column('stock')
    expect(() => stock.count([] as never)).toThrow('expected `value` to be a text, a number')
    expect(() => stock.forEach(undefined as never)).toThrow('expected `call` to be a function')
    expect(() => stock.at('1' as never)).toThrow('expected `row` to be a number')
  })
})

test('numbers that all rows have are a typed array over the memory that threads share', async () => {
  const table = await opened(true)
  const stock = table.column('stock').values()
  expect(stock).toStrictEqual(Uint32Array.from([3, 900, 70_000, 4]))
  expect('buffer' in stock && stock.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(table.column('ratio').values()).toStrictEqual(Float64Array.from([1.5e-7, -0, 0, 2]))
  expect('buffer' in table.column('price').values()).toBe(false)
  expect('buffer' in table.column('dims', 'w').values()).toBe(false)
})

test('nobody can put anything on the typed array that readers use', async () => {
  const stock = (await opened(true)).column('stock')
  expect(stock.values()).not.toBe(stock.values())
})

test('decimals are added exactly, which a loop over doubles does not', async () => {
  const all = Array.from({ length: 1000 }, (_, i) => ({ id: `${i}`, price: 0.1 }))
  const table = openTable<{ price: number }>(await partsOf(JSON.stringify(all), { key: 'id', columns: true }))
  expect(table.column('price').sum()).toBe(100)
  expect(all.reduce((so, { price }) => so + price, 0)).not.toBe(100)
})

test('the sum of whole numbers is right beyond 2^53', async () => {
  const values = new Uint32Array(new SharedArrayBuffer(4 * 3_000_000)).fill(2 ** 32 - 1) as never
  const parts = tableParts([['a', 1]])
  const root = { kind: 'object', fields: [{ name: 'n', node: { kind: 'number', values } }] } as const
  const { sum, min, max } = openTable<{ n: number }>({
    ...parts,
    size: 3_000_000,
    rows: 3_000_000,
    records: { kind: 'columns', root },
  }).column('n')
  expect([sum(), min(), max()]).toEqual([Number(3_000_000n * (2n ** 32n - 1n)), 2 ** 32 - 1, 2 ** 32 - 1])
})

test('a record that lost to another one of its key is in no sum, count or scan', () => {
  const table = openTable<{ n: number }>(tableParts([['a', { n: 1 }], ['b', { n: 2 }], ['a', { n: 4 }]])) // biome-ignore format: one line
  const column = table.column('n')
  const rows: number[] = []
  table.scan(['n'], (n, row) => rows.push(n, row))
  expect([column.sum(), column.count(1), [...column.values()], rows]).toEqual([6, 0, [4, 2], [4, 0, 2, 1]])
})
