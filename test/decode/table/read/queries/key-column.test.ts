/** The text by which records are keyed is asked for as any column is: its bytes are looked at, and no text is made of them. @module */

import { describe, expect, test, vi } from 'vitest'
import type { Table } from '../../../../../src/decode/table/contract.ts'
import { openTable } from '../../../../../src/decode/table/read/open-table.ts'
import { partsOf } from '../../../../support/built-tables.ts'

interface Keyed {
  readonly id?: string | null
  readonly v: number
}

const KEYS = ['', 'a', 'ab', 'abc', 'b', 'ä', 'äb', '\u{10000}', '\ue000', 'k\n', 'k"', 'x'.repeat(300)]

/** Every fourth record has `null` for its key, or no such field. */
const RECORDS = Object.fromEntries(
  KEYS.flatMap((key, i) => [
    [key, { id: key, v: i } as Keyed],
    [`${key}/${i}`, (i % 2 === 0 ? { id: null, v: i } : { v: i }) as Keyed],
    ...Array.from({ length: 2 }, (_, n) => [`${key}-${i}-${n}`, { id: `${key}-${i}-${n}`, v: i } as Keyed]),
  ]),
) as Record<string, Keyed>

const opened = async (json: string): Promise<Table<Keyed>> =>
  openTable<Keyed>(await partsOf(json, { columns: true }))
const keysWhere = (fits: (record: Keyed) => boolean) =>
  Object.entries(RECORDS)
    .filter(([, record]) => fits(record))
    .map(([key]) => key)
const inOrder = (keys: readonly string[]) =>
  keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))

describe('keys of an object that records repeat', async () => {
  const table = await opened(JSON.stringify(RECORDS))

  test('are one column that weighs nothing', () => {
    expect(table.layout().fields.find(({ path }) => path.join() === 'id')).toMatchObject({ kind: 'key' })
  })

  test.each(['', 'a', 'ab', 'ä', 'k', 'x'.repeat(299), '\u{10000}', 'zz'])('begin with %o', (prefix) => {
    const found = table.where('id').startsWith(prefix)
    const expected = inOrder(keysWhere(({ id }) => id?.startsWith(prefix) === true))
    expect(found.size).toBe(expected.length)
    expect([...found.keys()]).toEqual(expected)
    expect(found.first()?.id).toBe(expected[0])
  })

  test.each([
    ['a', 'b'],
    ['', 'k'],
    ['\ue000', '\u{10000}'],
    ['x', 'y'],
  ])('lie from %o to below %o', (low, high) => {
    const at = (id: string) => Buffer.from(id)
    const fits = ({ id }: Keyed) =>
      typeof id === 'string' && Buffer.compare(at(id), at(low)) >= 0 && Buffer.compare(at(id), at(high)) < 0
    const found = table.where('id').from(low).below(high)
    expect(found.size).toBe(keysWhere(fits).length)
    expect([...found.keys()]).toEqual(inOrder(keysWhere(fits)))
  })

  test('are null, missing, and no numbers', () => {
    expect([...table.where('id').is(null).keys()]).toEqual(keysWhere(({ id }) => id === null))
    expect([...table.where('id').is(undefined).keys()]).toEqual(keysWhere(({ id }) => id === undefined))
    expect(table.where('id').from(0).size).toBe(0)
    expect(table.where('id').is('ab').size).toBe(1)
    expect(table.where('id').is('a/1').size).toBe(0)
  })
})

test('counting by a beginning makes no text of a key', async () => {
  const table = await opened(JSON.stringify(RECORDS))
  const toText = vi.spyOn(Buffer.prototype, 'toString')
  expect(table.where('id').startsWith('a').size).toBe(
    keysWhere(({ id }) => id?.startsWith('a') === true).length,
  )
  expect(toText).not.toHaveBeenCalled()
  toText.mockRestore()
})

test('a record that no column has a place for may have the key of another, and is found beside it', async () => {
  const usual = Array.from({ length: 2000 }, (_, i) => `"k${i}":{"id":"k${i}","v":1}`)
  // So many of them that the last ones are not looked at, as to whether columns had better be others.
  const odd = Array.from({ length: 30 }, (_, i) => `"o${i}":{"id":"o${i}","v":1,"v":2}`)
  const last = ['"z":{"id":"k5","v":1,"v":2}', '"y":{"id":"nobody","v":1,"v":2}']
  const table = await opened(`{${[...usual, ...odd, ...last].join()}}`)
  expect(table.layout().odd.rows).toBe(32)
  for (const isIndexed of [false, true]) {
    if (isIndexed) await Promise.all([table.index('id').ready(), table.prefix('id').ready()])
    expect([...table.where('id').is('k5').keys()]).toEqual(['k5', 'z'])
    expect([...table.where('id').is('nobody').keys()]).toEqual(['y'])
    expect([...table.where('id').is('z').keys()]).toEqual([])
    expect([...table.where('id').startsWith('o2').keys()]).toEqual([
      'o2',
      ...Array.from({ length: 10 }, (_, i) => `o2${i}`),
    ])
    expect([...table.where('id').startsWith('nobo').keys()]).toEqual(['y'])
  }
})
