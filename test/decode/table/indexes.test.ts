/** Indexes of fields that come with a table, or because somebody asked. @module */

import { expect, it } from 'vitest'
import { decodeOf } from '../../../src/decode/decoder.ts'
import type { IndexSpec, Rows, Table } from '../../../src/decode/table/contract.ts'
import { partsOf, wantedOf } from '../../../src/decode/table/read/held.ts'
import { rows } from '../../../src/decode/table/rows.ts'
import { table } from '../../../src/decode/table.ts'
import { pack, unpack } from '../../../src/portable/parcel.ts'
import { utf8 } from '../../support/coded.ts'
import { ownWire, poolOf } from '../../support/decoder-pool.ts'

interface Product {
  readonly id: string
  readonly name: string
  readonly price: number
}

const { signal } = new AbortController()
const productsOf = (count: number, version = 1): Product[] =>
  Array.from({ length: count }, (_, i) => ({ id: `k${i}`, name: `n${i % 100}`, price: (i * version) % 1000 }))

const wireOf = (products: readonly Product[]) => ownWire(utf8(JSON.stringify(products)))
const ALL: readonly IndexSpec[] = [{ equal: 'name' }, { range: 'price' }, { prefix: ['name'] }]

it.each([
  { above: 0, columns: true },
  { above: 2 ** 30, columns: true },
  { above: 2 ** 30, columns: false },
])('are published with the table where they are declared: $above, $columns', async ({ above, columns }) => {
  const decode = decodeOf(table<Product>({ key: 'id', columns, indexes: ALL }))
  const context = { term: 'products', signal, pool: poolOf({ above }), previous: undefined }
  const products = (await decode?.(wireOf(productsOf(3000)), context)) as Table<Product>
  const { indexes } = partsOf(products) ?? {}
  expect(indexes?.map(({ kind, path }) => [kind, path])).toEqual([
    ['equal', ['name']],
    ['range', ['price']],
    ['prefix', ['name']],
  ])
  for (const { rows } of indexes ?? []) expect(rows.buffer).toBeInstanceOf(SharedArrayBuffer)
  // Another thread gets them with the table.
  const other = unpack(structuredClone(pack(products))) as Table<Product>
  expect(partsOf(other)?.indexes?.[0]?.rows.buffer).toBeInstanceOf(SharedArrayBuffer)
  for (const one of [products, other]) {
    expect([...one.where('name').is('n7').limit(2).keys()]).toEqual(['k7', 'k107'])
    expect([...one.where('price').from(998).limit(3).rows()]).toEqual([998, 1998, 2998])
    expect(one.where('name').startsWith('n9').size).toBe(330)
  }
})

it('are there from the beginning in the next version when they were used in the last one', async () => {
  const pool = poolOf({ above: 0 })
  const decode = decodeOf(table<Product>({ key: 'id' }))
  const context = { term: 'products', signal, pool }
  const first = (await decode?.(wireOf(productsOf(500)), {
    ...context,
    previous: undefined,
  })) as Table<Product>
  expect(partsOf(first)?.indexes).toBeUndefined()
  expect(first.where('price').from(3).to(4).size).toBe(2)
  const second = (await decode?.(wireOf(productsOf(500, 2)), {
    ...context,
    previous: first,
  })) as Table<Product>
  expect(partsOf(second)?.indexes?.map(({ kind, path }) => [kind, path])).toEqual([['range', ['price']]])
  expect([...second.where('price').from(3).to(4).keys()]).toEqual(['k2'])
  expect(wantedOf(second)).toEqual([{ asked: { kind: 'range', path: ['price'] }, idle: 0 }])
})

it('are built by a thread of the pool where the table is large', async () => {
  const pool = poolOf({ above: 0 })
  const decode = decodeOf(table<Product>({ key: 'id', columns: true }))
  const all = productsOf(60_000)
  const products = (await decode?.(wireOf(all), {
    term: 'products',
    signal,
    pool,
    previous: undefined,
  })) as Table<Product>
  const expected = all.filter(({ name }) => name === 'n42').map(({ id }) => id)
  expect([...products.where('name').is('n42').keys()]).toEqual(expected)
  await products.index('name').ready()
  await products.range('price').ready()
  expect([...products.where('name').is('n42').keys()]).toEqual(expected)
  expect(products.where('price').from(10).below(20).size).toBe(600)
})

it('are built in place after the pool has ended', async () => {
  const pool = poolOf({ above: 0 })
  const decode = decodeOf(table<Product>({ key: 'id', columns: true }))
  const products = (await decode?.(wireOf(productsOf(60_000)), {
    term: 'products',
    signal,
    pool,
    previous: undefined,
  })) as Table<Product>
  await pool.close()
  await products.index('name').ready()
  expect(products.where('name').is('n42').size).toBe(600)
})

it.each([
  ['country', /expected `indexes` to be a list/],
  [[{ equals: 'country' }], /expected `indexes\[0\]` to be one of/],
  [[{ equal: 'a', range: 'b' }], /expected `indexes\[0\]`/],
  [[{ equal: 'a' }, { range: 3 }], /expected `path`/],
  [[null], /expected `indexes\[0\]`/],
])('are refused where they name no field: %j', (indexes, message) => {
  expect(() => table({ indexes: indexes as never })).toThrow(message)
})

it.each([true, false])(
  'are of rows, too, which are found by their positions; columns: %s',
  async (columns) => {
    const decode = decodeOf(rows<Product>({ columns, indexes: [{ range: 'price' }] }))
    const all = productsOf(500).reverse()
    const context = { term: 'products', signal, pool: poolOf({ above: 0 }), previous: undefined }
    const products = (await decode?.(wireOf(all), context)) as Rows<Product>
    expect(partsOf(products)?.indexes).toHaveLength(1)
    const cheap = products.where('price').below(3)
    expect([...cheap.keys()]).toEqual([499, 498, 497])
    expect([...cheap]).toEqual([all[499], all[498], all[497]])
    expect(products.where('name').is('n7').size).toBe(5)
    await products.index('name').ready()
    expect([...products.where('name').is('n7').keys()]).toEqual([92, 192, 292, 392, 492])
  },
)
