/** The parts of queries, each held to a plain way to the same. @module */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeWtf8 } from '../../../../../src/decode/table/format/wtf8.ts'
import { radixSorted } from '../../../../../src/decode/table/read/queries/indexes/radix-sort.ts'
import { sortedTexts } from '../../../../../src/decode/table/read/queries/indexes/sort-texts.ts'
import { atOnce } from '../../../../../src/decode/table/read/queries/steps.ts'
import { beginsWith, compareTexts } from '../../../../../src/decode/table/read/queries/texts.ts'
import { aText } from '../../../../support/queries.ts'

function bytesOf(text: string): Buffer {
  const bytes = Buffer.alloc(text.length * 3)
  return bytes.subarray(0, encodeWtf8(text, bytes))
}

// Units of surrogates, lone and in pairs, beside some that lie around them.
const units = fc.array(fc.constantFrom('\ud800', '\udbff', '\udc00', '\udfff', '\ue000', '\uffff', 'a', '\0'), { maxLength: 6 }) // biome-ignore format: one line
const surrogates = units.map((all) => all.join(''))

test('texts are in the order of their bytes, and begin as their bytes do', () => {
  const text = fc.oneof(aText, surrogates)
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [left, right] = [bytesOf(a), bytesOf(b)]
      expect(Math.sign(compareTexts(a, b))).toBe(Buffer.compare(left, right))
      expect(beginsWith(a, b)).toBe(left.subarray(0, right.length).equals(right))
    }),
    { numRuns: 5000, seed: 1 },
  )
})

function sorted(texts: readonly string[]): string[] {
  const all = texts.map(bytesOf)
  let end = 0
  const offsets = new Uint32Array(texts.length + 1)
  for (const [code, { length }] of all.entries()) {
    end += length
    offsets[code + 1] = end
  }
  const codes = Uint32Array.from(texts, (_, code) => code)
  const order = atOnce(sortedTexts({ bytes: Buffer.concat(all), offsets }, codes))
  return Array.from(order, (code) => texts[code] as string)
}

test('a dictionary is sorted by its bytes', () => {
  const text = fc.oneof(aText, surrogates, fc.stringMatching(/^[ab\0]{0,20}$/))
  fc.assert(
    fc.property(fc.uniqueArray(text, { maxLength: 40 }), (texts) => {
      expect(sorted(texts)).toEqual(texts.toSorted((a, b) => Buffer.compare(bytesOf(a), bytesOf(b))))
    }),
    { numRuns: 500, seed: 1 },
  )
})

test('a dictionary of many texts is sorted, too', () => {
  const texts = Array.from({ length: 20_000 }, (_, i) => `SKU-${(i * 7919) % 20_000}${'x'.repeat(i % 3)}`)
  expect(sorted(texts)).toEqual(texts.toSorted((a, b) => Buffer.compare(bytesOf(a), bytesOf(b))))
})

test('rows are sorted by whole numbers and by doubles, and equal ones keep their order', () => {
  const word = fc.oneof(fc.nat(3), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { maxLength: 50 }), fc.boolean(), (numbers, isLong) => {
      const rows = Uint32Array.from(numbers, (_, row) => row)
      const words = Uint32Array.from(numbers, ([low]) => low)
      const higher = isLong ? Uint32Array.from(numbers, ([, high]) => high) : undefined
      const of = ([low, high]: readonly [number, number]) =>
        (isLong ? BigInt(high) * 2n ** 32n : 0n) + BigInt(low)
      const expected = Array.from(rows).sort(
        (a, b) => compare(of(numbers[a] as never), of(numbers[b] as never)) || a - b,
      )
      expect([...atOnce(radixSorted(rows, words, higher))]).toEqual(expected)
    }),
    { numRuns: 500, seed: 1 },
  )
})

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
