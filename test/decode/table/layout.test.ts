/** What a table tells of how it keeps its records, and how another table is told to keep its own so. @module */

import { describe, expect, it } from 'vitest'
import { TermError } from '../../../src/base/errors.ts'
import type { TableLayout } from '../../../src/decode/table/contract.ts'
import { table } from '../../../src/decode/table.ts'

const RECORDS = Array.from({ length: 300 }, (_, i) => ({
  id: `k${i}`,
  price: i / 4,
  stock: i % 7 === 0 ? null : i,
  kind: ['pen', 'cup'][i % 2],
  sold: i % 3 === 0,
  dims: { w: i, h: 1 },
  tags: ['a', 'b'],
  odd: i % 2 === 0 ? i : 'x',
  nothing: null,
  ...(i % 5 === 0 && { late: i }),
}))
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value))
const payload = bytesOf(RECORDS)

const laidOut = async (columns?: boolean | TableLayout, of: Uint8Array = payload) =>
  (await table({ key: 'id', columns })(of)).layout()

const refusal = async (columns: boolean | TableLayout, of: Uint8Array): Promise<TermError> => {
  const error: unknown = await table({ key: 'id', columns })(of).catch((caught: unknown) => caught)
  if (!(error instanceof TermError)) throw new Error('there is a table of it')
  return error
}

describe('a layout', () => {
  it('tells of each field the kind, the memory, the rows without a value, and why', async () => {
    const { fields, ...whole } = await laidOut()
    expect(whole).toEqual({
      kind: 'columns',
      rows: 300,
      bytes: expect.anything(),
      odd: { rows: 0, bytes: 0 },
    })
    const none = { null: 0, missing: 0 }
    expect(fields).toEqual([
      { path: [], kind: 'object', bytes: 0, absent: none, why: 'objects of 10 fields' },
      { path: ['id'], kind: 'key', bytes: 0, absent: none, why: 'the key, which the index has' },
      { path: ['price'], kind: 'number', bytes: 600, absent: none, why: 'numbers by 100 of 16 bits' },
      {
        path: ['stock'],
        kind: 'number',
        bytes: 900,
        absent: { null: 43, missing: 0 },
        why: 'whole numbers of 16 bits',
      },
      { path: ['kind'], kind: 'string', bytes: 318, absent: none, why: '2 different texts' },
      { path: ['sold'], kind: 'boolean', bytes: 38, absent: none, why: 'a bit each' },
      { path: ['dims'], kind: 'object', bytes: 0, absent: none, why: 'objects of 2 fields' },
      { path: ['dims', 'w'], kind: 'number', bytes: 600, absent: none, why: 'whole numbers of 16 bits' },
      { path: ['dims', 'h'], kind: 'number', bytes: 300, absent: none, why: 'whole numbers of 8 bits' },
      { path: ['tags'], kind: 'list', bytes: 0, absent: none, why: 'lists of 2' },
      { path: ['tags', '*'], kind: 'string', bytes: 614, absent: none, why: '2 different texts' },
      expect.objectContaining({ path: ['odd'], kind: 'json', why: 'numbers and text' }),
      { path: ['nothing'], kind: 'null', bytes: 0, absent: none, why: 'nothing but null' },
      {
        path: ['late'],
        kind: 'number',
        bytes: 900,
        absent: { null: 0, missing: 240 },
        why: 'whole numbers of 16 bits',
      },
    ])
  })

  it('weighs what the table does', async () => {
    const of = await table({ key: 'id' })(payload)
    const { bytes, fields } = of.layout()
    expect(bytes.total).toBe(of.byteLength)
    expect(bytes.index + bytes.records).toBe(bytes.total)
    expect(fields.reduce((sum, field) => sum + field.bytes, 0)).toBe(bytes.records)
  })

  it('tells how many records fit no column', async () => {
    const twice = Buffer.from(
      `[${RECORDS.map((record) => JSON.stringify(record)).join()},{"id":"t","a":1,"a":2}]`,
    )
    const { odd, bytes, fields } = await laidOut(undefined, twice)
    expect(odd.rows).toBe(1)
    expect(fields.reduce((sum, field) => sum + field.bytes, odd.bytes)).toBe(bytes.records)
  })

  it('of a document tells why there are no columns', async () => {
    const deserialize = table()
    const mixed = await deserialize(bytesOf({ type: 'x', arcs: [[1]] }))
    expect(mixed.layout()).toMatchObject({
      kind: 'document',
      why: 'the records are text and lists',
      fields: [],
    })
    expect(await laidOut(false)).toMatchObject({ kind: 'document', why: 'no columns were asked for' })
  })
})

describe('a layout that is given', () => {
  it('is made, as plain JSON, and gives the same table again', async () => {
    const layout = JSON.parse(JSON.stringify(await laidOut())) as TableLayout
    const again = await table({ key: 'id', columns: layout })(payload)
    expect([...again.values()]).toEqual(RECORDS)
    expect(again.layout().fields.map(({ path, kind }) => [path, kind])).toEqual(
      layout.fields.map(({ path, kind }) => [path, kind]),
    )
  })

  it('is the layout of a document, too', async () => {
    expect(await laidOut(await laidOut(false))).toMatchObject({ kind: 'document' })
  })

  it.each([
    ['another kind', { id: 'a', price: 'x' }, 'field `price`: numbers and text'],
    ['a list for an object', { id: 'a', dims: [] }, 'field `dims`: lists and objects'],
    ['another kind of item', { id: 'a', tags: [1] }, 'field `tags.*`: numbers and text'],
    ['a new field', { id: 'a', price: 1, more: 1 }, 'field `more` is new'],
    ['a new field of a field', { id: 'a', dims: { w: 1, deep: 1 } }, 'field `dims.deep` is new'],
    [
      'a value for null',
      { id: 'a', nothing: 1 },
      'field `nothing`: numbers, where nothing but null was before',
    ],
  ])('refuses a record with %s, and names the field', async (_, record, why) => {
    const error = await refusal(await laidOut(), bytesOf([RECORDS[0], record]))
    expect(error).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
    const at = JSON.stringify(RECORDS[0]).length + 2
    expect(error.message).toBe(
      `The record doesn't fit the layout that \`columns\` gives: ${why} (byte ${at}, record 2)`,
    )
  })

  it('takes any values where it says JSON', async () => {
    const fields = [
      { path: [], kind: 'object' },
      { path: ['id'], kind: 'key' },
      { path: ['any'], kind: 'json' },
    ] as const
    const layout = { kind: 'columns', fields } as unknown as TableLayout
    const records = [
      { id: 'a', any: [1] },
      { id: 'b', any: { x: 1 } },
      { id: 'c', any: 'x' },
    ]
    const of = await table({ key: 'id', columns: layout })(bytesOf(records))
    expect([...of.values()]).toEqual(records)
    expect(of.layout().fields.at(-1)).toMatchObject({
      path: ['any'],
      kind: 'json',
      why: 'as the layout has it',
    })
  })

  const field = (path: unknown, kind: unknown = 'number') => ({ path, kind })
  const object = field([], 'object')
  it.each([
    ['no layout', {}],
    ['a list', []],
    ['no fields', { kind: 'columns' }],
    ['no record', { kind: 'columns', fields: [] }],
    ['a record that is not the first', { kind: 'columns', fields: [field(['a'])] }],
    ['a path that is no list', { kind: 'columns', fields: [object, field('a')] }],
    ['a name that no column has', { kind: 'columns', fields: [object, field(['__proto__'])] }],
    ['an unknown kind', { kind: 'columns', fields: [object, field(['a'], 'date')] }],
    ['a field twice', { kind: 'columns', fields: [object, field(['a']), field(['a'])] }],
    ['a field in what is not there', { kind: 'columns', fields: [object, field(['a', 'b'])] }],
    ['a list without items', { kind: 'columns', fields: [object, field(['a'], 'list'), field(['b'])] }],
    ['a field in a number', { kind: 'columns', fields: [object, field(['a']), field(['a', 'b'])] }],
  ])('is refused at once with %s', (_, columns) => {
    expect(() => table({ key: 'id', columns: columns as never })).toThrow(TypeError)
  })
})
