/** A table reads like the Map that it stands for. @module */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partsOf } from '../../../../src/decode/table/read/held.ts'
import { openTable } from '../../../../src/decode/table/read/open-table.ts'
import { tableParts } from '../../../support/table-parts.ts'

interface Product {
  readonly id?: string
  readonly price: number
  readonly tags: readonly string[]
  readonly dims?: { readonly w: number; readonly h?: number | null }
}

const PRODUCTS: [string, Product][] = [
  ['pen', { price: 1.5, tags: ['a', 'b'], dims: { w: 3, h: null } }],
  ['10', { price: -0, tags: [] }],
  ['9', { id: 'nine', price: 2, tags: ['é', '\ud800'] }],
  ['', { price: 3, tags: ['"'], dims: { w: 1 } }],
  ['__proto__', { price: 4, tags: [] }],
]

const open = (cache = 0) => openTable<Product>(tableParts(PRODUCTS), { cache })
const missing = ['nobody', 'constructor', 'toString', 'pe', 'penn']

test('has a record for each key, in the order of the document', () => {
  const table = open()
  expect(table.size).toBe(5)
  expect(table.kind).toBe('document')
  expect([...table.keys()]).toEqual(['pen', '10', '9', '', '__proto__'])
  expect([...table.entries()]).toEqual(JSON.parse(JSON.stringify(PRODUCTS)))
  expect([...table]).toEqual([...table.entries()])
  expect([...table.values()]).toEqual([...table.entries()].map(([, product]) => product))
})

test('has nothing else', () => {
  const table = open()
  expect(missing.map(table.get)).toEqual(missing.map(() => undefined))
  expect(missing.map(table.has)).toEqual(missing.map(() => false))
  expect(missing.map(table.raw)).toEqual(missing.map(() => undefined))
})

test('gets many in the order in which they are asked for', () => {
  const table = open()
  expect(table.getMany(new Set(['9', 'nobody', 'pen']))).toEqual([
    table.get('9'),
    undefined,
    table.get('pen'),
  ])
})

test('makes a new object at each call', () => {
  const table = open()
  const pen = table.get('pen')
  expect(table.get('pen')).toEqual(pen)
  expect(table.get('pen')).not.toBe(pen)
  expect(Object.isFrozen(pen)).toBe(false)
})

test('hands the cached record to all, frozen to the bottom', () => {
  const table = open(2)
  const pen = table.get('pen')
  expect(table.get('pen')).toBe(pen)
  expect([pen, pen?.tags, pen?.dims].map(Object.isFrozen)).toEqual([true, true, true])
  expect(table.getMany(['pen'])[0]).toBe(pen)
  table.getMany(['10', '9', 'nobody'])
  expect(table.get('pen')).not.toBe(pen)
})

test('caches records that are no objects', () => {
  const values = [null, 0, false, '', 'x']
  const table = openTable<unknown>(tableParts(values.map((value, i) => [`${i}`, value])), { cache: 10 })
  const keys = [...table.keys()]
  expect(table.getMany(keys)).toEqual(values)
  expect(table.getMany(keys)).toEqual(values)
})

test('freezes records that are nested more deeply than the stack', () => {
  const deep = '['.repeat(50_000) + ']'.repeat(50_000)
  const parts = tableParts([['deep', 'x'.repeat(deep.length - 2)]])
  if (parts.records.kind === 'document') parts.records.bytes.set(Buffer.from(deep), parts.records.spans[0])
  expect(Object.isFrozen(openTable(parts, { cache: 1 }).get('deep'))).toBe(true)
})

test('gives the JSON of a record as it came', () => {
  expect(open().raw('9')).toBe('{"id":"nine","price":2,"tags":["é","\\ud800"]}')
  expect(open().raw('pen')).toBe('{"price":1.5,"tags":["a","b"],"dims":{"w":3,"h":null}}')
})

test('reads a field of all records, also a nested one', () => {
  const table = open()
  expect(table.column('price').get('9')).toBe(2)
  expect([...table.column('price').values()]).toEqual([1.5, 0, 2, 3, 4])
  expect([...table.column('dims', 'w').values()]).toEqual([3, undefined, undefined, 1, undefined])
  expect([...table.column('dims', 'h').values()]).toEqual([null, undefined, undefined, undefined, undefined])
  expect(table.column('price').get('nobody')).toBeUndefined()
})

test('what every object inherits is no field', () => {
  const table = open()
  const paths = [
    ['constructor'],
    ['dims', 'toString'],
    ['tags', 'length'],
    ['tags', '0'],
    ['price', 'toFixed'],
  ] as const
  expect(paths.map(([name, ...path]) => table.column(name, ...path).get('pen'))).toEqual(
    paths.map(() => undefined),
  )
})

test('the last of equal keys wins, at the place of the first', () => {
  const table = openTable<number>(tableParts([['a', 1], ['b', 2], ['a', 3], ['a', 4], ['c', 5]])) // biome-ignore format: one line
  expect(table.size).toBe(3)
  expect([...table]).toEqual([['a', 4], ['b', 2], ['c', 5]]) // biome-ignore format: one line
  expect([...table.values()]).toEqual([4, 2, 5])
})

test('an empty table has no record', () => {
  const table = openTable(tableParts([]))
  expect([table.size, [...table], table.get(''), table.has('a')]).toEqual([0, [], undefined, false])
})

test('weighs what its memory weighs', () => {
  const parts = tableParts(PRODUCTS)
  if (parts.records.kind !== 'document') throw new Error('a document')
  const views = [parts.index.buckets, parts.index.heap, parts.records.bytes, parts.records.spans]
  expect(openTable(parts).byteLength).toBe(views.reduce((sum, view) => sum + view.byteLength, 0))
})

test('can be given to other threads by its parts', () => {
  const parts = tableParts(PRODUCTS)
  expect(partsOf(openTable(parts))).toBe(parts)
  expect([undefined, null, 1, {}, new Map()].map(partsOf)).toEqual(Array(5).fill(undefined))
})

test('refuses keys and names that are no text', () => {
  const table = open()
  expect(() => table.get(9 as never)).toThrow(
    new TypeError('table: expected `key` to be text, got `9` (number)'),
  )
  expect(() => table.has(undefined as never)).toThrow(TypeError)
  expect(() => table.getMany('pen')).toThrow('expected `keys` to be an iterable of keys, got `pen`')
  for (const keys of [undefined, 5, ['pen', 9]]) expect(() => table.getMany(keys as never)).toThrow(TypeError)
  expect(() => table.column(1 as never)).toThrow('column: expected `name` to be text, got `1` (number)')
  expect(() => table.column(undefined as never)).toThrow(TypeError)
})

test('reads as a Map of what JSON.parse makes', () => {
  const entry = fc.tuple(fc.string({ unit: 'binary', maxLength: 40 }), fc.jsonValue())
  const property = fc.property(
    fc.array(entry, { maxLength: 40 }),
    fc.array(fc.string({ maxLength: 40 }), { maxLength: 10 }),
    fc.nat(3),
    (entries, others, cache) => {
      const map = new Map(entries.map(([key, value]) => [key, JSON.parse(JSON.stringify(value))]))
      const table = openTable(tableParts(entries), { cache })
      expect([...table]).toEqual([...map])
      for (const key of [...map.keys(), ...others]) {
        expect(table.has(key)).toBe(map.has(key))
        expect(table.get(key)).toEqual(map.get(key))
        expect(table.raw(key)).toBe(JSON.stringify(map.get(key)))
      }
    },
  )
  fc.assert(property, { numRuns: 100 })
})
