/** Keys: what they mean counts, not how they are spelled. @module */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { finderOf } from '../../../../src/decode/table/read/finder.ts'
import { entriesOf, partsOf, piecesOf } from '../../../support/built-tables.ts'

/** Writes each character as an escape. */
const spelled = (text: string): string =>
  text.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

const KEYS = [
  '',
  'a',
  '"',
  '\\',
  '\0',
  '\b\f\n\r\t/',
  'é',
  '€',
  '😀',
  '\ud83d',
  '\ude00',
  '\ude00\ud83d',
  '\ude00\ude01',
  '\ud83d\ud83d\ude00',
  'a\ud800b',
]

test.each(KEYS)('%j is found by every spelling', async (key) => {
  const document = `{${JSON.stringify(key)}:1,"between":2,"${spelled(key)}":3}`
  const { index, size, rows } = await partsOf(document)
  expect({ size, rows }).toEqual({ size: 2, rows: 3 })
  expect(finderOf(index).byText(key)).toBe(0)
  expect(await entriesOf(document)).toEqual([
    [key, 3],
    ['between', 2],
  ])
})

test('all of them are different keys', async () => {
  const entries = KEYS.map((key, i) => [key, i] as const)
  const document = `{${entries.map(([key, i]) => `${JSON.stringify(key)}:${i}`).join()}}`
  expect(await entriesOf(document)).toEqual(entries)
})

test.each([3, 4, 5, 254, 255, 256, 257, 5000, 2 ** 20])('a key of %i bytes is found', async (length) => {
  const keys = [
    'x'.repeat(length),
    `${'x'.repeat(length - 1)}y`,
    `${'x'.repeat(length - 2)}é`,
    'x'.repeat(length - 1),
  ]
  const { index } = await partsOf(JSON.stringify(Object.fromEntries(keys.map((key) => [key, 1]))))
  const find = finderOf(index)
  expect(keys.map((key) => find.byText(key))).toEqual([0, 1, 2, 3])
  expect(find.byText('x'.repeat(length + 1))).toBe(-1)
})

describe('equal keys', () => {
  test('leave the last value at the place of the first', async () => {
    const document = '{"a":1,"b":2,"a":3,"c":4,"b":5,"a":6}'
    expect(await entriesOf(document)).toEqual([
      ['a', 6],
      ['b', 5],
      ['c', 4],
    ])
    const { size, rows, records } = await partsOf(document)
    expect({ size, rows }).toEqual({ size: 3, rows: 6 })
    expect([...('spans' in records ? records.spans.subarray(6) : [])].filter((at) => at > 0)).toHaveLength(2)
  })

  test('of records in lines or an array do the same', async () => {
    const records = [
      { id: 1, n: 1 },
      { id: '1', n: 2 },
      { id: 2, n: 3 },
      { n: 4, id: 1 },
    ]
    const expected = [
      ['1', { n: 4, id: 1 }],
      ['2', { id: 2, n: 3 }],
    ]
    expect(await entriesOf(JSON.stringify(records), { key: 'id' })).toEqual(expected)
    expect(
      await entriesOf(records.map((record) => JSON.stringify(record)).join('\n'), { key: 'id' }),
    ).toEqual(expected)
  })

  test('take no longer when one key comes again and again', async () => {
    const times = 300_000
    const document = `{"first":0${',"again":1'.repeat(times)},"again":2,"last":3}`
    const { size, rows, index } = await partsOf(document)
    expect({ size, rows, hash: index.hash }).toEqual({ size: 3, rows: times + 3, hash: 'fast' })
    // The index has forgotten all the others.
    expect(index.heap).toHaveLength(4 + 4 + 3)
    const find = finderOf(index)
    expect(['first', 'again', 'last'].map((key) => find.byText(key))).toEqual([0, 1, times + 2])
  })

  test('are dealt with as a map does', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 3 }), fc.nat(9)), { maxLength: 60 }),
        fc.integer({ min: 1, max: 50 }),
        async (entries, size) => {
          const spell = (key: string, value: number) =>
            value % 2 ? `"${spelled(key)}"` : JSON.stringify(key)
          const document = `{${entries.map(([key, value]) => `${spell(key, value)}:${value}`).join()}}`
          expect(await entriesOf(document, { size })).toEqual([...new Map(entries)])
        },
      ),
      { numRuns: 100 },
    ))
})

test('the document is as it came, escapes in keys included', async () => {
  const document = '\ufeff{"\\u0061":"\\u0062","c\\n":1}'
  const { records } = await partsOf(document, { size: 2 })
  if (records.kind !== 'document') throw new Error('no document')
  expect(Buffer.from(records.bytes)).toEqual(Buffer.concat(piecesOf(document)))
  expect(records.ascii).toBe(true)
})

test('a document with one character beyond ASCII is not ASCII', async () => {
  for (const document of ['{"é":1}', '{"a":["é"]}']) {
    expect(await partsOf(document)).toMatchObject({ records: { ascii: false } })
  }
})
