/** Records and single fields, read from columns. @module */

import { expect, it } from 'vitest'
import { fieldReader, recordReader } from '../../../../../src/decode/table/read/columns/record-reader.ts'
import { columnsOf, keyOf } from '../../../../support/columns.ts'

const RECORDS = [
  { id: 'key 0', name: 'Ann', dims: { w: 1, at: [1, 2] }, tags: ['a'], on: true },
  { id: 'key 1', name: null, dims: null, tags: [], on: false },
  { id: 'key 2', name: 'Bo', tags: null, on: null },
]

const records = () => columnsOf(RECORDS.map((record) => JSON.stringify(record)))

const noKey = (): never => {
  throw new Error('The key was asked for')
}

it('reads one field of each record', async () => {
  const { root } = await records()
  const column = (...path: string[]) => {
    const read = fieldReader(root, path, keyOf)
    return read && RECORDS.map((_, row) => read(row, undefined))
  }
  expect(column('id')).toStrictEqual(['key 0', 'key 1', 'key 2'])
  expect(column('name')).toStrictEqual(['Ann', null, 'Bo'])
  expect(column('on')).toStrictEqual([true, false, null])
  expect(column('tags')).toStrictEqual([['a'], [], null])
  expect(column('dims')).toStrictEqual([{ w: 1, at: [1, 2] }, null, undefined])
  expect(column('dims', 'w')).toStrictEqual([1, undefined, undefined])
  expect(column('dims', 'at')).toStrictEqual([[1, 2], undefined, undefined])
})

it('has no reader for a field that no record has', async () => {
  const { root } = await records()
  for (const path of [['none'], ['name', 'length'], ['tags', '0'], ['dims', 'w', 'x'], ['constructor']]) {
    expect(fieldReader(root, path, keyOf)).toBeUndefined()
  }
})

it('builds each object anew', async () => {
  const { read } = await records()
  expect(read(0)).not.toBe(read(0))
  expect((read(0) as { dims: object }).dims).not.toBe((read(0) as { dims: object }).dims)
})

it('asks for the key only where it is needed and not given', async () => {
  const { root } = await records()
  expect(recordReader(root, noKey)(1, 'key 1')).toStrictEqual(RECORDS[1])
  expect(recordReader(root, keyOf)(1, undefined)).toStrictEqual(RECORDS[1])
  expect(fieldReader(root, ['dims'], noKey)?.(0, undefined)).toStrictEqual(RECORDS[0]?.dims)
})

it('reads records some of which have fields that others lack, in whatever order', async () => {
  const texts = Array.from({ length: 256 }, (_, i) =>
    JSON.stringify(
      Object.fromEntries([...'abcdefgh'].filter((_, bit) => (i >> bit) & 1).map((name) => [name, i])),
    ),
  )
  const { read } = await columnsOf(texts)
  for (const [row, text] of [...texts.entries()].reverse()) expect(JSON.stringify(read(row))).toBe(text)
})

it('reads texts of a dictionary that is too large to be kept', async () => {
  const texts = Array.from({ length: 65_600 }, (_, i) =>
    JSON.stringify(`${i} ü ${i % 7 === 0 ? '\ud800' : ''}`),
  )
  const { read } = await columnsOf(texts, 1)
  for (const row of [0, 1, 7, 65_599]) expect(JSON.stringify(read(row))).toBe(texts[row])
})
