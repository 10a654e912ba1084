/** Records that are read one after the other are the same as those that are read at random. @module */

import { expect, test } from 'vitest'
import { openTable } from '../../../../src/decode/table/read/open-table.ts'
import { rowKeys } from '../../../../src/decode/table/read/row-keys.ts'
import { columnsOf } from '../../../support/columns.ts'
import { tableParts } from '../../../support/table-parts.ts'

const tableOf = (keys: readonly string[]) => tableParts(keys.map((key, i) => [key, i]))

test('keys that are decoded together are those that they were, whatever stands among them', () => {
  const keys = Array.from({ length: 200 }, (_, i) => 'k'.repeat(i % 23) + i)
  for (const odd of ['', 'é', '\ud800', 'x'.repeat(254), 'x'.repeat(255), 'x'.repeat(3000)]) {
    const all = keys.with(70, odd)
    expect([...openTable(tableOf(all)).keys()]).toEqual(all)
  }
})

test('beyond the last row there is no key among those that are decoded together', () => {
  const { index, rows } = tableOf(['a', 'b', 'a', 'c'])
  const keyOf = rowKeys(index, rows)
  expect([0, 1, 2, 3, 4].map(keyOf)).toEqual(['a', 'b', 'c', undefined, undefined])
})

test('keys that are asked for in any order are right', () => {
  const keys = Array.from({ length: 150 }, (_, i) => `key ${i}`)
  const { index, rows } = tableOf(keys)
  const keyOf = rowKeys(index, rows)
  const order = [0, 1, 32, 31, 33, 149, 150, 64, 65, 2, 96, 97, 98, 0, 148]
  expect(order.map(keyOf)).toEqual(order.map((row) => keys[row]))
})

test('two iterations that take turns see the same keys', () => {
  const keys = Array.from({ length: 100 }, (_, i) => `key ${i}`)
  const table = openTable(tableOf(keys))
  const others = table.keys()
  for (const key of table.keys()) expect(others.next().value).toBe(key)
})

test('texts of a large dictionary that are decoded together are those that they were', async () => {
  const text = (i: number) =>
    i % 100 === 99 ? `é${i}` : i % 997 === 5 ? '' : i === 300 ? 'y'.repeat(9000) : `text ${i}`
  const texts = Array.from({ length: 66_000 }, (_, i) => text(i))
  const { read } = await columnsOf(
    texts.map((each) => JSON.stringify(each)),
    1,
  )
  const wrong = texts.findIndex((each, row) => read(row) !== each)
  expect(wrong).toBe(-1)
})

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 20])(
  'objects of %i fields have all of them, in their order',
  async (count) => {
    const record = (row: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, row + i]))
    const texts = [0, 1, 2].map((row) => JSON.stringify({ row, of: record(row) }))
    const { read } = await columnsOf(texts)
    expect([0, 1, 2].map((row) => JSON.stringify(read(row)))).toEqual(texts)
  },
)
