/** Versions in columns are compared by their values, whatever shapes the columns have. @module */

import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesBetween } from '../../../../src/decode/table/changes.ts'
import { partsOf } from '../../../support/built-tables.ts'

type Rows = Readonly<Record<string, unknown>>
type AreColumns = readonly [before: boolean, after: boolean]

/** The keys of the records that changed. */
async function changed(before: Rows, after: Rows, [first, second]: AreColumns): Promise<readonly unknown[]> {
  const one = await partsOf(JSON.stringify(before), { columns: first })
  const other = await partsOf(JSON.stringify(after), { columns: second })
  expect([one, other].map(({ records }) => records.kind === 'columns')).toEqual([first, second])
  return (await changesBetween(one, other, 100)).changed
}

const VALUES: [string, unknown, unknown][] = [
  ['whole numbers', 1, 2],
  ['decimals', 1.25, 1.26],
  ['a decimal and a whole number', 1.5, 2],
  ['0 and what is missing', { a: 0 }, {}],
  ['null and what is missing', { a: null }, {}],
  ['null and 0', { a: null }, { a: 0 }],
  ['booleans', true, false],
  ['texts', 'one', 'two'],
  ['texts of one length beyond ASCII', 'é', 'è'],
  ['a text and the key', 'k', 'x'],
  ['lists of one length', [1, 2], [1, 3]],
  ['lists of two lengths', [1, 2], [1]],
  ['lists of texts', ['a', 'b'], ['b', 'a']],
  ['nested objects', { a: { b: [1] } }, { a: { b: [2] } }],
  ['an object and null', { a: { b: 1 } }, { a: null }],
  ['values of two kinds', 1, '1'],
  ['a list and an object', [1], { 0: 1 }],
  ['lists of several kinds', [1, 'a', { b: [] }], [1, 'a', { b: {} }]],
  ['a text and a list, beside others', ['x', 1], 'x'],
]

const record = fc.record(
  {
    text: fc.option(fc.constantFrom('a', 'b', 'é', '\ud800', '')),
    count: fc.option(fc.constantFrom(0, 1, -1, 300, 70_000, 0.5, 0.25, 1e-9)),
    on: fc.option(fc.boolean()),
    list: fc.option(fc.array(fc.option(fc.nat(1)), { maxLength: 2 })),
    pairs: fc.array(fc.record({ w: fc.nat(1), h: fc.string({ maxLength: 1 }) }, { requiredKeys: [] }), {
      maxLength: 2,
    }),
    nested: fc.option(fc.record({ w: fc.nat(1), h: fc.option(fc.nat(1)) }, { requiredKeys: [] })),
  },
  { requiredKeys: [] },
)
const version = fc.dictionary(fc.constantFrom('a', 'b', 'c'), record, { minKeys: 1, maxKeys: 3 })

describe.each<[string, AreColumns]>([
  ['columns', [true, true]],
  ['a document and columns', [false, true]],
  ['columns and a document', [true, false]],
])('%s', (_, kinds) => {
  test.each(VALUES)('tells %s apart, both ways', async (_, one, other) => {
    const before = { k: { value: one }, same: { value: one } }
    const after = { ...before, k: { value: other } }
    expect(await changed(before, after, kinds)).toEqual(['k'])
    expect(await changed(after, before, kinds)).toEqual(['k'])
    expect(await changed(before, before, kinds)).toEqual([])
  })

  test('finds what comparing the values finds', async () => {
    const property = fc.asyncProperty(version, version, async (before, after) => {
      const [one, other] = [before, after].map((rows) => JSON.parse(JSON.stringify(rows)) as Rows) as [
        Rows,
        Rows,
      ]
      const kept = Object.keys(other).filter((key) => Object.hasOwn(one, key))
      const expected = kept.filter((key) => !isDeepStrictEqual(one[key], other[key]))
      expect(await changed(before, after, kinds)).toEqual(expected)
    })
    await fc.assert(property, { numRuns: 60 })
  })
})
