/** Tables whose keys have several parts are read by lists of texts, in every method. @module */

import { describe, expect, test } from 'vitest'
import { changesBetween } from '../../../../src/decode/table/changes.ts'
import { openTable } from '../../../../src/decode/table/read/open-table.ts'
import { partsOf } from '../../../support/built-tables.ts'

type Pair = readonly [string, string]
type Row = { l: string; c: string; n: number }

const ROWS: readonly Row[] = [
  { l: 'de', c: 'EUR', n: 1 },
  { l: 'd', c: 'eEUR', n: 2 },
  { l: 'de\0', c: 'EUR', n: 3 },
  { l: '', c: '', n: 4 },
]
const KEY = ['l', 'c'] as const

const parts = (rows: readonly Row[], columns = false) => partsOf(JSON.stringify(rows), { key: KEY, columns })

describe.each([false, true])('as columns: %s', (columns) => {
  test('each record is found by its parts, and by no others', async () => {
    const table = openTable<Row, Pair>(await parts(ROWS, columns))
    for (const row of ROWS) {
      expect(table.get([row.l, row.c])).toEqual(row)
      expect(table.has([row.l, row.c])).toBe(true)
      expect(table.column('n').get([row.l, row.c])).toBe(row.n)
      expect(JSON.parse(String(table.raw([row.l, row.c])))).toEqual(row)
    }
    expect(table.getMany([['de', 'EUR'], ['EUR', 'de'], ['', '']] as Pair[])).toEqual([ROWS[0], undefined, ROWS[3]]) // biome-ignore format: one line
    expect(table.has(['EUR', 'de'])).toBe(false)
    expect(table.raw(['deE', 'UR'])).toBeUndefined()
  })

  test('keys and entries are lists, each a new one', async () => {
    const table = openTable<Row, Pair>(await parts(ROWS, columns))
    const pairs = ROWS.map(({ l, c }) => [l, c])
    expect([...table.keys()]).toEqual(pairs)
    expect([...table]).toEqual(ROWS.map((row, at) => [pairs[at], row]))
    expect([...table.values()]).toEqual(ROWS)
    const [first] = table.keys() as IterableIterator<[string, string]>
    first?.fill('changed')
    expect([...table.keys()]).toEqual(pairs)
  })

  test('a cache knows equal lists as one key', async () => {
    const table = openTable<Row, Pair>(await parts(ROWS, columns), { cache: 2 })
    expect(table.get(['de', 'EUR'])).toBe(table.get(['de', 'EUR']))
    expect(table.get(['d', 'eEUR'])?.n).toBe(2)
  })

  test('changes list keys as lists', async () => {
    const before = await parts(ROWS, columns)
    const after = await parts(
      [{ l: 'de', c: 'EUR', n: 9 }, ...ROWS.slice(2), { l: 'x', c: 'y', n: 0 }],
      columns,
    )
    expect(await changesBetween(before, after, 10)).toMatchObject({
      added: [['x', 'y']],
      removed: [['d', 'eEUR']],
      changed: [['de', 'EUR']],
    })
  })
})

test.each([
  'de',
  'de\0EUR',
  ['de'],
  ['de', 'EUR', ''],
  ['de', 1],
  undefined,
  null,
  { 0: 'de', 1: 'EUR', length: 2 },
])('%j is no key of two parts', async (key) => {
  const table = openTable<Row, unknown>(await parts(ROWS))
  const message = /^table: expected `key` to be a list of 2 texts, got /
  expect(() => table.get(key)).toThrow(TypeError)
  expect(() => table.get(key)).toThrow(message)
  expect(() => table.has(key)).toThrow(message)
  expect(() => table.raw(key)).toThrow(message)
  expect(() => table.column('n').get(key)).toThrow(message)
  expect(() => table.getMany([key])).toThrow(message)
})

test('a list is no key of one part', async () => {
  const table = openTable<Row, unknown>(await partsOf('[{"l":"de"}]', { key: 'l' }))
  expect(() => table.get(['de'])).toThrow('table: expected `key` to be text')
})

test('a key of one part that looks like two is another key', async () => {
  const one = await partsOf('[{"l":"de\\u0000EUR"}]', { key: 'l' })
  const two = await parts(ROWS.slice(0, 1))
  expect(await changesBetween(one, two, 10)).toMatchObject({
    added: [['de', 'EUR']],
    removed: ['de\0EUR'],
    counts: { changed: 0 },
  })
})
