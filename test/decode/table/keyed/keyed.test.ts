/** Keys that a module makes: the table is the one that a field with the same keys gives, whatever the document is. @module */

import { afterAll, describe, expect, it } from 'vitest'
import { decodeOf } from '../../../../src/decode/decoder.ts'
import type { Table } from '../../../../src/decode/table/contract.ts'
import { type TableOptions, table } from '../../../../src/decode/table.ts'
import { utf8 } from '../../../support/coded.ts'
import { decodeContext, decodedWith, wireOf } from '../../../support/decoding.ts'
import { outcome } from '../../../support/grown.ts'

interface Row {
  readonly id: string | number
  readonly price: number
  readonly tags?: readonly string[]
}

const moduleOf = (name: string): URL => new URL(`./modules/${name}.mjs`, import.meta.url)
const byModule = moduleOf('id')

const context = decodeContext({ above: 1e9, until: afterAll })
const without = { ...context, pool: { ...context.pool, hasThreads: () => false } }

const records: Row[] = Array.from({ length: 300 }, (_, i) => ({
  id: i % 7 === 0 ? i : `k"${i}\u20ac`,
  price: i / 4,
  ...(i % 3 === 0 && { tags: ['a', `\ud800${i}`] }),
}))
const JSON_TEXT = JSON.stringify(records)
const LINES = records.map((record) => JSON.stringify(record)).join('\n')
const AT = JSON.stringify({ meta: { page: 1 }, data: records, next: null })
/** Of many pieces, and with a record that is longer than one. */
const LONG = JSON.stringify(
  Array.from({ length: 40 }, (_, i) => ({ id: `é${i}`, text: 'é€x'.repeat(i === 20 ? 100_000 : 5_000 + i) })),
)
const CSV = `id,price\n${records.map(({ price }, i) => `"a,${i}",${price}`).join('\n')}\n`

const FORMS: readonly [string, string, TableOptions][] = [
  ['an array', JSON_TEXT, {}],
  ['an array that is no columns', JSON_TEXT, { columns: false }],
  ['an array in columns', JSON_TEXT, { columns: true }],
  ['NDJSON', LINES, {}],
  ['NDJSON by its name', LINES, { format: 'ndjson' }],
  ['a JSON text sequence', `\u001e${LINES.replaceAll('\n', '\n\u001e')}`, { format: 'json-seq' }],
  ['records further in', AT, { at: 'data' }],
  ['long records', LONG, {}],
  ['long records that are no columns', LONG, { columns: false }],
  ['CSV', CSV, { format: 'csv' }],
  ['CSV with types', CSV, { format: 'csv', types: 'infer', indexes: [{ range: 'price' }] }],
  ['nothing', ' ', { minRecords: 0 }],
  ['an empty array', '[]', { minRecords: 0 }],
]

const entriesOf = (made: unknown) => [...(made as Table<Row>)]

describe.each(FORMS)('keys by a module, of %s', (_, document, options) => {
  const wanted = () => table<Row>({ ...options, key: 'id' })(utf8(document))

  it.each([
    ['in a thread', context],
    ['where there is no thread', without],
  ])('are those of the field that it returns, %s', async (_where, given) => {
    const made = await decodedWith(table<Row>({ ...options, key: byModule }), utf8(document), given)
    const expected = await wanted()
    expect(entriesOf(made)).toEqual(entriesOf(expected))
    const { size, kind, envelope, keyParts } = made as Table<Row>
    expect({ size, kind, envelope, keyParts }).toEqual({
      size: expected.size,
      kind: expected.kind,
      envelope: expected.envelope,
      keyParts: 1,
    })
    for (const [key, record] of expected) expect((made as Table<Row>).get(key)).toEqual(record)
  })

  it('are so where it is called without a term', async () => {
    expect(entriesOf(await table({ ...options, key: byModule })(utf8(document)))).toEqual(
      entriesOf(await wanted()),
    )
  })
})

it('a key may be worked out of several fields, by a function that is named', async () => {
  const rates = [
    { locale: 'DE', code: 'EUR', rate: 1 },
    { locale: 'De', code: 'USD', rate: 2 },
  ]
  const made = await decodedWith(table({ key: moduleOf('named') }), utf8(JSON.stringify(rates)), context)
  expect(entriesOf(made)).toEqual([
    ['de/EUR', rates[0]],
    ['de/USD', rates[1]],
  ])
})

it('tells what changed since the version before', async () => {
  const decode = decodeOf(table<Row>({ key: byModule, changes: true }))
  const versions = [records.slice(0, -1), [...records.slice(1, -1), { id: 'new', price: 1 }]]
  let previous: unknown
  for (const version of versions)
    previous = await decode?.(wireOf(utf8(JSON.stringify(version))), { ...context, previous })
  expect((previous as Table<Row>).changes).toMatchObject({ added: ['new'], removed: ['0'], changed: [] })
})

describe('keys that come twice', () => {
  const twice = [records[1], records[2], records[1], records[3], records[2]]
  const document = `\n${JSON.stringify(twice, null, 1)}`
  const lines = `id,price\n"a\nb",1\nb,2\n"a\nb",3\n`

  it.each<[string, string, TableOptions]>([
    ['JSON', document, {}],
    ['JSON as columns', document, { columns: true }],
    ['records further in', `{"data":${document},"id":1}`, { at: 'data' }],
    ['CSV', lines, { format: 'csv' }],
  ])('are refused with the place that a field names, in %s', async (_, text, options) => {
    const expected = await outcome(table({ ...options, key: 'id' })(utf8(text)))
    const refusal = await outcome(decodedWith(table({ ...options, key: byModule }), utf8(text), context))
    expect(refusal).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
    expect((refusal as Error).message).toBe((expected as Error).message)
    expect((refusal as Error).message).toMatch(/repeats a key.*\(byte \d+, record 3\)$/)
  })

  it.each(['first', 'last'] as const)('are told apart by `duplicates: %s`', async (duplicates) => {
    const options = { duplicates } as const
    const made = await decodedWith(table({ ...options, key: byModule }), utf8(document), context)
    expect(entriesOf(made)).toEqual(entriesOf(await table({ ...options, key: 'id' })(utf8(document))))
  })
})

it('records that do not fit a layout are refused with the place that a field names', async () => {
  const columns = (await table({ key: 'id' })(utf8('[{"id":"a","price":1}]'))).layout()
  const text = '  [{"id":"a","price":1}, {"id":"b","price":"free"}]'
  const expected = await outcome(table({ columns, key: 'id' })(utf8(text)))
  const refusal = await outcome(decodedWith(table({ columns, key: byModule }), utf8(text), context))
  expect((refusal as Error).message).toBe((expected as Error).message)
  expect((refusal as Error).message).toMatch(/layout.*\(byte 25, record 2\)$/)
})
