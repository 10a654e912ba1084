/** What may be asked, and what is refused; what was found gives no more than it is asked for. @module */

import { expect, test } from 'vitest'
import type { IndexBuilder } from '../../../../../src/decode/table/index.ts'
import { wantedOf } from '../../../../../src/decode/table/read/held.ts'
import { openTable } from '../../../../../src/decode/table/read/open-table.ts'
import { partsOf } from '../../../../support/built-tables.ts'
import { tableParts } from '../../../../support/table-parts.ts'

interface City {
  readonly id: string
  readonly country: string
  readonly people?: number
  readonly at: { readonly lat: number } | null
}

const CITIES: readonly City[] = [
  { id: 'ber', country: 'DE', people: 3_700_000, at: { lat: 52.5 } },
  { id: 'par', country: 'FR', people: 2_100_000, at: { lat: 48.9 } },
  { id: 'bon', country: 'DE', people: 330_000, at: { lat: 50.7 } },
  { id: 'rom', country: 'IT', at: null },
]

const parts = () => partsOf(JSON.stringify(CITIES), { key: 'id', columns: true })
const never: IndexBuilder = () => new Promise(() => {})

test('what was found is read in its order, as records, keys, fields and rows', async () => {
  const found = openTable<City>(await parts())
    .where('people')
    .from(330_000)
  expect([...found]).toEqual([CITIES[2], CITIES[1], CITIES[0]])
  expect([...found.values()]).toEqual([...found])
  expect([...found.keys()]).toEqual(['bon', 'par', 'ber'])
  expect([...found.entries()]).toEqual([...found].map((city) => [city.id, city]))
  expect([...found.column('at', 'lat').values()]).toEqual([50.7, 48.9, 52.5])
  expect([...found.rows()]).toEqual([2, 1, 0])
  expect(found.first()).toEqual(CITIES[2])
  expect(found.size).toBe(3)
})

test('what was found is cut by a limit, also one that is cut already', async () => {
  const found = openTable<City>(await parts())
    .where('people')
    .from(0)
  expect([...found.limit(2).keys()]).toEqual(['bon', 'par'])
  expect([...found.limit(2, 1).keys()]).toEqual(['par', 'ber'])
  expect([...found.limit(2, 1).limit(5, 1).keys()]).toEqual(['ber'])
  expect([
    found.limit(2, 1).size,
    found.limit(9, 2).size,
    found.limit(0).size,
    found.limit(9, 9).size,
  ]).toEqual([2, 1, 0, 0])
  expect(found.limit(9, 1).first()).toEqual(CITIES[1])
  expect(found.limit(0).first()).toBeUndefined()
  expect(() => found.limit(-1)).toThrow(/expected `count` to be a whole number/)
  expect(() => found.limit(1, 0.5)).toThrow(/expected `skip` to be a whole number/)
})

test('the key is found by the index of the keys', async () => {
  const table = openTable<City>(await parts(), {
    buildIndex: () => Promise.reject(new Error('none is needed')),
  })
  await table.index('id').ready()
  expect([...table.where('id').is('par')]).toEqual([CITIES[1]])
  expect(table.where('id').is('PAR').size).toBe(0)
})

test('a list of names leads to a field whose name has a dot', async () => {
  const json = '[{"id":"a","x.y":1,"x":{"y":2}},{"id":"b","x.y":2,"x":{"y":1}}]'
  const table = openTable(await partsOf(json, { key: 'id' }))
  expect([...table.where(['x.y']).is(1).keys()]).toEqual(['a'])
  expect([...table.where('x.y').is(1).keys()]).toEqual(['b'])
})

test('what can be no value, bound, beginning or path is refused at once', async () => {
  const table = openTable<City>(await parts())
  const people = table.where('people')
  expect(() => people.is(Number.NaN)).toThrow(/is: expected `value` to be text, a number/)
  expect(() => people.is({} as never)).toThrow(TypeError)
  expect(() => people.is(1n as never)).toThrow(TypeError)
  expect(() => people.from(Number.NaN)).toThrow(/from: expected `value` to be a number or text/)
  expect(() => people.below(null as never)).toThrow(/below: /)
  expect(() => people.from(1).to('b')).toThrow(/a number as the other bound/)
  expect(() => people.above('a').below(2)).toThrow(/text as the other bound/)
  expect(() => people.startsWith(1 as never)).toThrow(/startsWith: /)
  expect(() => table.where(1 as never)).toThrow(/where: expected `path`/)
  expect(() => table.range([])).toThrow(/range: expected `path`/)
})

test('a look at all rows answers until the index is there, which is asked for once', async () => {
  const asked: string[] = []
  const buildIndex: IndexBuilder = (_, { kind, path }) => {
    asked.push(`${kind} ${path}`)
    return never({} as never, {} as never)
  }
  const table = openTable<City>(await parts(), { buildIndex })
  const answers = () => [
    table.where('country').is('DE').size,
    table.where('people').above(330_000).size,
    table.where('country').startsWith('D').size,
    table.where('country').from('DE').below('IT').size,
  ]
  expect(answers()).toEqual([2, 2, 2, 3])
  expect(answers()).toEqual([2, 2, 2, 3])
  expect(asked).toEqual(['equal country', 'range people', 'prefix country'])
})

test('an index that cannot be built leaves the answers as they are', async () => {
  const table = openTable<City>(await parts(), { buildIndex: () => Promise.reject(new Error('no memory')) })
  expect(table.where('country').is('DE').size).toBe(2)
  await expect(table.index('country').ready()).rejects.toThrow('no memory')
  expect(table.where('country').is('DE').size).toBe(2)
})

test('fields whose names come from outside have few indexes built for them', async () => {
  let built = 0
  const table = openTable<City>(await parts(), {
    buildIndex: () => {
      built++
      return never({} as never, {} as never)
    },
  })
  for (let i = 0; i < 200; i++) expect(table.where(`no${i}`).is('x').size).toBe(0)
  expect(built).toBe(16)
})

test('what was used is wanted for the next version, and for four at most in which it was not', async () => {
  const asked = { kind: 'equal', path: ['country'] } as const
  let table = openTable<City>(await parts(), { buildIndex: never })
  expect(table.where('country').is('IT').size).toBe(1)
  expect(wantedOf(table)).toEqual([{ asked, idle: 0 }])
  const idle: unknown[] = []
  for (let version = 0; version < 5; version++) {
    const wanted = wantedOf(table)
    const { index } = await builtOf(table)
    table = openTable<City>({ ...(await parts()), indexes: wanted.length > 0 ? [index] : [] }, { wanted })
    idle.push(wantedOf(table).map((one) => one.idle))
  }
  expect(idle).toEqual([[1], [2], [3], [], []])

  async function builtOf(_: unknown) {
    const { atOnce, buildIndex } = await import('../../../../../src/decode/table/read/index.ts')
    return { index: atOnce(buildIndex(await parts(), asked)) }
  }
})

test('an index that was declared is not wanted twice, and one that was used of them begins anew', async () => {
  const { atOnce, buildIndex } = await import('../../../../../src/decode/table/read/index.ts')
  const from = await parts()
  const index = atOnce(buildIndex(from, { kind: 'range', path: ['people'] }))
  const table = openTable<City>({ ...from, indexes: [index] }, { buildIndex: never })
  expect(wantedOf(table)).toEqual([])
  expect([...table.where('people').to(330_000).keys()]).toEqual(['bon'])
  expect(wantedOf(table)).toEqual([{ asked: { kind: 'range', path: ['people'] }, idle: 0 }])
  expect(table.byteLength).toBe(openTable(from).byteLength + 4 * 3)
})

test('a record that was replaced by a later one is not found', async () => {
  const entries = [
    ['a', { v: 1 }],
    ['b', { v: 2 }],
    ['a', { v: 2 }],
  ] as const
  const table = openTable<{ v: number }>(tableParts(entries))
  for (const isThere of [false, true]) {
    if (isThere) await Promise.all([table.index('v').ready(), table.range('v').ready()])
    expect([...table.where('v').is(1).keys()]).toEqual([])
    expect([...table.where('v').is(2).keys()]).toEqual(['a', 'b'])
    expect([...table.where('v').from(0)]).toEqual([{ v: 2 }, { v: 2 }])
    expect(table.where('no').is(undefined).size).toBe(2)
  }
})
