/** A scan calls back with some fields of each record. @module */

import { expect, test } from 'vitest'
import { openTable } from '../../../../../src/decode/table/read/open-table.ts'
import { partsOf } from '../../../../support/built-tables.ts'

interface Place {
  readonly id: string
  readonly n: number
  readonly at: { readonly x: number; readonly y?: number }
  readonly 'a.b': boolean
}

const PLACES: Place[] = [
  { id: 'a', n: 1, at: { x: 10, y: 20 }, 'a.b': true },
  { id: 'b', n: 2, at: { x: 11 }, 'a.b': false },
]
const open = async (columns: boolean) =>
  openTable<Place>(await partsOf(JSON.stringify(PLACES), { key: 'id', columns }))

test.each([true, false])(
  'gives any number of fields, nested ones too, and the row (columns: %s)',
  async (columns) => {
    const table = await open(columns)
    const scanned = (...paths: (string | string[])[]) => {
      const calls: unknown[][] = []
      table.scan(paths, (...given) => calls.push(given))
      return calls
    }
    expect(scanned()).toEqual([[0], [1]])
    expect(scanned('n')).toEqual([[1, 0], [2, 1]]) // biome-ignore format: one line
    expect(scanned('id', 'at.y')).toEqual([['a', 20, 0], ['b', undefined, 1]]) // biome-ignore format: one line
    expect(scanned(['a.b'], 'n', ['at', 'x'])).toEqual([[true, 1, 10, 0], [false, 2, 11, 1]]) // biome-ignore format: one line
    expect(scanned('n', 'n', 'n', 'id')).toEqual([[1, 1, 1, 'a', 0], [2, 2, 2, 'b', 1]]) // biome-ignore format: one line
    expect(scanned('n', 'n', 'n', 'id', 'at')).toEqual([
      [1, 1, 1, 'a', { x: 10, y: 20 }, 0],
      [2, 2, 2, 'b', { x: 11 }, 1],
    ])
  },
)

test('goes on whatever the callback returns', async () => {
  const seen: number[] = []
  ;(await open(true)).scan(['n'], (n) => {
    seen.push(n)
    return false
  })
  expect(seen).toEqual([1, 2])
})

test('refuses what is no list of paths, and what is no function', async () => {
  const { scan } = await open(true)
  expect(() => scan('n' as never, () => {})).toThrow('scan: expected `paths` to be a list of fields, got `n`')
  expect(() => scan([1 as never], () => {})).toThrow('scan: expected `path` to be the name of a field')
  expect(() => scan([[]], () => {})).toThrow('scan: expected `path` to be the name of a field')
  expect(() => scan(['n'], undefined as never)).toThrow('scan: expected `call` to be a function')
})
