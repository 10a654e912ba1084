/** Whatever the rows say: what is written as CSV is read back as the same records. @module */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { table } from '../../../../src/index.ts'
import { csvOf, recordsOf } from '../../../support/csv-texts.ts'

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('"', ',', '\r', '\n', '\\', ';', '\t', 'ä', '€', '😀', '\u0000'),
    maxLength: 12,
  }),
  fc.constantFrom('', 'true', '0', '-1.5', '007', ' '),
)
const names = fc.uniqueArray(text, { minLength: 1, maxLength: 6 })

const documents = names.chain((header) =>
  fc.record({
    header: fc.constant(header),
    rows: fc.array(fc.array(text, { minLength: header.length, maxLength: header.length }), { maxLength: 20 }),
    end: fc.constantFrom('\n', '\r\n'),
    always: fc.boolean(),
    mark: fc.boolean(),
    size: fc.integer({ min: 1, max: 200 }),
  }),
)

/** A single empty field without quotes and without a line break is no row at all. */
const isAmbiguous = ({ header, rows }: { header: readonly string[]; rows: readonly (readonly string[])[] }) =>
  header.length === 1 && (rows.at(-1) ?? header)[0] === ''

const recordOf = (header: readonly string[], row: readonly unknown[]) =>
  Object.fromEntries(header.map((name, at) => [name, row[at]]))

test('rows come back as they were written', async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (drawn) => {
      const { header, rows, end, always, mark, size } = drawn
      const last = always || isAmbiguous(drawn) || size % 2 === 0
      const document = (mark ? '\ufeff' : '') + csvOf([header, ...rows], { end, always, last })
      const expected = rows.map((row) => recordOf(header, row))
      expect(await recordsOf(document, { size })).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

test('a table has the records by their key, with numbers and booleans among them', async () => {
  const row = fc.record({
    n: fc.oneof(fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()),
    b: fc.constantFrom(true, false, null),
    t: text,
  })
  const types = { n: 'number', b: 'boolean' } as const
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 50 }), async (rows) => {
      const fields = rows.map(({ n, b, t }, at) => [`k${at}`, n, b, t].map((value) => String(value ?? '')))
      const document = csvOf([['key', 'n', 'b', 't'], ...fields])
      const built = await table({ format: 'csv', key: 'key', types })(Buffer.from(document))
      const expected = rows.map(({ n, b, t }, at) => [`k${at}`, { key: `k${at}`, n: n === 0 ? 0 : n, b, t }])
      expect([...built].map(([key, record]) => [key, record])).toEqual(expected)
    }),
    { numRuns: 200 },
  )
})
