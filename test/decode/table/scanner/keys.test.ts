/** Keys: what they mean counts, not how they are spelled. @module */

import { expect, test } from 'vitest'
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
  const { index, size, rows } = await partsOf(document, { duplicates: 'last' })
  expect({ size, rows }).toEqual({ size: 2, rows: 2 })
  expect(finderOf(index).byText(key)).toBe(0)
  expect(await entriesOf(document, { duplicates: 'last' })).toEqual([
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
