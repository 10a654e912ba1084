/** What a value holds is written down as types, field by field. @module */

import { describe, expect, test } from 'vitest'
import { lines, table, typesOf } from '../../src/index.ts'

const json = (value: unknown) => Buffer.from(JSON.stringify(value))
const many = <T>(count: number, of: (at: number) => T) => Array.from({ length: count }, (_, at) => of(at))

test('a table has rows, whose fields are optional or null where one of them was', async () => {
  const value = await table({ key: 'id' })(
    json([
      { id: 'a', price: 1.5, tags: ['x'], dims: { w: 1, 'h-max': null }, open: true },
      { id: 'b', price: null, tags: [], dims: { w: 2, 'h-max': 3 } },
    ]),
  )
  expect(await typesOf(value)).toBe(`import type { Table } from 'everterm'

export interface Row {
  readonly id: string
  readonly price: number | null
  readonly tags: readonly string[]
  readonly dims: {
    readonly w: number
    readonly "h-max": number | null
  }
  readonly open?: boolean
}

export type Payload = Table<Row>
`)
})

test('a field is told by all records, not by the first', async () => {
  const records = many(5000, (at) => ({ id: at, n: at === 4999 ? 'none' : at }))
  const text = await typesOf(await table({ key: 'id', columns: false })(json(records)))
  expect(text).toContain('readonly n: string | number\n')
})

test('CSV has the types that were asked for', async () => {
  const csv = Buffer.from('id,n,b\na,1,yes\nb,,no\n')
  const deserialize = table({ format: 'csv', key: 'id', types: { n: 'number', b: 'boolean' } })
  expect(await typesOf(await deserialize(csv), { record: 'Airport', payload: 'Airports' })).toContain(
    'export interface Airport {\n  readonly id: string\n  readonly n: number | null\n  readonly b: boolean\n}\n',
  )
})

test('a key of several parts is told', async () => {
  const value = await table({ key: ['l', 'c'] })(json([{ l: 'de', c: 'EUR' }]))
  expect(await typesOf(value)).toContain('Table<Row, readonly [string, string]>')
})

test('a set of texts has no records', async () => {
  expect(await typesOf(await lines()(Buffer.from('a\nb\n')))).toBe(
    "import type { TextSet } from 'everterm'\n\nexport type Payload = TextSet\n",
  )
})

describe('mixed values', () => {
  test.each<[string, unknown[], string]>([
    ['texts and numbers', ['a', 1], 'string | number'],
    ['a list or one of its items', ['a', ['b']], 'string | readonly string[]'],
    ['a list of mixed items', [[1, 'a', null]], 'readonly (string | number | null)[]'],
    ['lists of lists', [[[1]], []], 'readonly (readonly number[])[]'],
    ['nothing but empty lists', [[], []], 'readonly unknown[]'],
    ['nothing but null', [null], 'null'],
    ['empty objects', [{}], 'Readonly<Record<string, never>>'],
    ['an object or not', [{ a: 1 }, false], 'boolean | {\n    readonly a: number\n  }'],
    ['few of many names', many(100, (at) => ({ [`n${at}`]: at })), 'Readonly<Record<string, number>>'],
    [
      'more names than an interface should have',
      [Object.fromEntries(many(2000, (at) => [`n${at}`, at % 2 ? at : 'x']))],
      'Readonly<Record<string, string | number>>',
    ],
  ])('%s', async (_, values, type) => {
    const text = await typesOf(values.map((f) => ({ f })))
    expect(text).toBe(
      `export interface Row {\n  readonly f: ${type}\n}\n\nexport type Payload = readonly Row[]\n`,
    )
  })

  test('a wide object with a field of each name is an interface', async () => {
    const wide = (of: number) => Object.fromEntries(many(60, (at) => [`n${at}`, of]))
    expect(await typesOf([wide(1), wide(2)])).toContain('readonly n59: number')
  })
})

describe('other values', () => {
  test('an object of many alike is keyed', async () => {
    const value = Object.fromEntries(many(100, (at) => [`k${at}`, { at }]))
    expect(await typesOf(value)).toBe(
      'export interface Row {\n  readonly at: number\n}\n\nexport type Payload = Readonly<Record<string, Row>>\n',
    )
  })

  test('an object of few has fields', async () => {
    expect(await typesOf({ a: 1, b: [{ c: null }] })).toBe(
      'export interface Payload {\n  readonly a: number\n  readonly b: readonly {\n    readonly c: null\n  }[]\n}\n',
    )
  })

  test.each<[unknown, string]>([
    ['x', 'string'],
    [new Uint8Array(2), 'Uint8Array'],
    [new Map([['a', 1n]]), 'ReadonlyMap<string, bigint>'],
    [new Set(['a']), 'ReadonlySet<string>'],
    [new Date(0), 'Date'],
  ])('%o', async (value, type) => {
    expect(await typesOf(value)).toBe(`export type Payload = ${type}\n`)
  })

  test('nesting without end is unknown from somewhere on', async () => {
    let deep: unknown = 1
    for (let level = 0; level < 10_000; level++) deep = [deep]
    expect(await typesOf({ deep })).toContain('unknown')
  })
})

test.each(['row', 'Row!', '', 'Payload'])('a type is not called %j', async (record) => {
  await expect(typesOf([], { record })).rejects.toThrow(TypeError)
})
