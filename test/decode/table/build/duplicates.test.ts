/** A key that comes twice is never passed over: the payload is refused, or one record counts, as was said. @module */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesBetween } from '../../../../src/decode/table/changes.ts'
import { finderOf } from '../../../../src/decode/table/read/finder.ts'
import { openTable } from '../../../../src/decode/table/read/open-table.ts'
import { type Cut, entriesOf, partsOf, refusalOf } from '../../../support/built-tables.ts'

const REMEDY =
  "make keys unique, or choose which of them counts, by `duplicates: 'last'` or `duplicates: 'first'`"

interface Item {
  readonly id: string
  readonly n: number
  readonly list: readonly number[]
  readonly maybe?: string | null
  readonly flag: boolean
  readonly any: unknown
  readonly open: Readonly<Record<string, number>>
  readonly in: { readonly pair: readonly [number, number]; readonly text?: string }
}

/** One record in five has its fields in another order. */
const item = (id: string, n: number): Item =>
  n % 5 === 4 ? (Object.fromEntries(Object.entries(usual(id, n)).reverse()) as never) : usual(id, n)

const usual = (id: string, n: number): Item => ({
  id,
  n: n / 4,
  list: Array.from({ length: n % 4 }, (_, at) => n * 10 + at),
  ...(n % 3 > 0 && { maybe: n % 3 === 1 ? null : `m${n}` }),
  flag: n % 2 === 1,
  any: n % 2 === 0 ? n : [`a${n}`],
  open: Object.fromEntries(Array.from({ length: n % 3 }, (_, at) => [`name${n * 5 + at}`, at])),
  in: { pair: [n, n / 8], ...(n % 5 > 0 && { text: `t${n % 7}` }) },
})

/** What `Map` keeps of them: the place of the first, and the last value, or the first one. */
function kept(items: readonly Item[], which: 'last' | 'first'): Map<string, Item> {
  const rows = new Map<string, Item>()
  for (const one of items) if (which === 'last' || !rows.has(one.id)) rows.set(one.id, one)
  return rows
}

const shapes = {
  object: (items: readonly Item[]) => `{${items.map((one) => `"${one.id}":${JSON.stringify(one)}`).join()}}`,
  array: (items: readonly Item[]) => JSON.stringify(items),
  lines: (items: readonly Item[]) => items.map((one) => JSON.stringify(one)).join('\n'),
}

const FORMS = Object.entries(shapes).flatMap(([shape, write]) =>
  [false, true].map((columns) => ({ shape, columns, write, cut: shape === 'object' ? {} : { key: 'id' } })),
)

describe.each(FORMS)('$shape, columns: $columns', ({ columns, write, cut }) => {
  const items = [item('a', 1), item('b', 2), item('a', 3), item('c', 4), item('a', 5), item('b', 6)]

  test('by itself the payload is refused: the first record that repeats a key is named, and how many do', async () => {
    const document = write(items)
    const offset = document.indexOf(JSON.stringify(items[2]))
    for (const duplicates of [undefined, 'refuse'] as const) {
      const { code, message } = await refusalOf(document, { ...cut, columns, duplicates, size: 7 })
      expect(code).toBe('ERR_TERM_DESERIALIZE')
      expect(message).toBe(
        `The record repeats a key, as 3 records do in all: ${REMEDY} (byte ${offset}, record 3)`,
      )
    }
    const once = await refusalOf(write(items.slice(0, 3)), { ...cut, columns })
    expect(once.message).toContain(`repeats a key, as no other does: ${REMEDY}`)
  })

  test.each(['last', 'first'] as const)(
    'of %s what lost is in nothing that the table gives',
    async (duplicates) => {
      const parts = await partsOf(write(items), { ...cut, columns, duplicates })
      const table = openTable<Item>(parts)
      const rows = kept(items, duplicates)
      expect(table.kind).toBe(columns ? 'columns' : 'document')
      expect([table.size, parts.rows]).toEqual([3, 3])
      expect([...table.keys()]).toEqual(['a', 'b', 'c'])
      expect([...table]).toEqual([...rows])
      expect([...table.values()]).toEqual([...rows.values()])
      expect([...table.column('n').values()]).toEqual(Array.from(rows.values(), ({ n }) => n))
      expect([...table.column('in', 'text').values()]).toEqual(
        Array.from(rows.values(), (one) => one.in.text),
      )
      for (const [key, row] of rows) {
        expect(table.get(key)).toEqual(row)
        expect(JSON.parse(String(table.raw(key)))).toEqual(row)
      }
    },
  )

  test('any records are those that a map keeps', async () => {
    const drawn = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'cc', 'ddddd', 'é'), fc.nat(40)), {
      minLength: 1,
      maxLength: 40,
    })
    const property = fc.asyncProperty(
      drawn,
      fc.constantFrom('last', 'first'),
      fc.integer({ min: 1, max: 200 }),
      async (all, duplicates, size) => {
        const some = all.map(([id, n]) => item(id, n))
        const found = await entriesOf(write(some), { ...cut, columns, duplicates, size })
        expect(JSON.stringify(found)).toBe(JSON.stringify([...kept(some, duplicates)]))
      },
    )
    await fc.assert(property, { numRuns: 60 })
  })
})

test('of one object with a name twice the last is what JSON.parse takes', async () => {
  const document = '{"a":1,"b":2,"\\u0061":3,"c":4,"b":5,"a":6}'
  const found = await entriesOf(document, { duplicates: 'last' })
  expect(found).toEqual(Object.entries(JSON.parse(document)))
})

test('keys are compared by what they mean', async () => {
  const lines = '{"id":1,"n":1}\n{"id":"1","n":2}\n{"id":1e0,"n":3}\n{"n":4,"id":1.0}'
  expect((await refusalOf(lines, { key: 'id' })).message).toContain('as 3 records do in all')
  expect(await entriesOf(lines, { key: 'id', duplicates: 'last' })).toEqual([['1', { n: 4, id: 1 }]])
})

test('a part of a key may come again, a whole one not', async () => {
  const cut: Cut = { key: ['l', 'c'] }
  const some = '{"l":"de","c":"EUR"}\n{"l":"de","c":"CHF"}\n{"l":"fr","c":"EUR"}'
  expect((await partsOf(some, cut)).size).toBe(3)
  const { message } = await refusalOf(`${some}\n{"c":"CHF","l":"de"}`, cut)
  expect(message).toContain(`as no other does: ${REMEDY} (byte ${some.length + 1}, record 4)`)
})

test.each([true, false])(
  'one key a million times takes linear time and memory, as columns: %s',
  async (columns) => {
    const times = 1_000_000
    const document = `{"first":0${',"again":1'.repeat(times)},"again":2,"last":3}`
    const { message } = await refusalOf(document, { columns })
    expect(message).toContain(`as ${times} records do in all`)
    const { size, rows, index, records } = await partsOf(document, { columns, duplicates: 'last' })
    expect({ size, rows, hash: index.hash }).toEqual({ size: 3, rows: 3, hash: 'fast' })
    // The index has forgotten all the others.
    expect(index.heap).toHaveLength(4 + 4 + 3)
    const find = finderOf(index)
    expect(['first', 'again', 'last'].map((key) => find.byText(key))).toEqual([0, 1, 2])
    if (records.kind === 'document') expect(records.spans).toHaveLength(6)
    else expect(records.root).toMatchObject({ kind: 'number', values: Uint8Array.of(0, 2, 3) })
  },
)

test('changes are told of the records that count', async () => {
  const rows = (text: string, duplicates: 'last' | 'first') => partsOf(text, { columns: true, duplicates })
  const once = await rows('{"a":3,"b":2}', 'last')
  const last = await rows('{"a":1,"b":2,"a":3}', 'last')
  const first = await rows('{"a":1,"b":2,"a":3}', 'first')
  expect((await changesBetween(once, last, 9)).counts).toEqual({ added: 0, removed: 0, changed: 0 })
  expect(await changesBetween(last, first, 9)).toMatchObject({ changed: ['a'], counts: { changed: 1 } })
})
