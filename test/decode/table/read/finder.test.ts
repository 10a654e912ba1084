/** A key is found by all of its text, whatever it is made of, and nothing else is. @module */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { finderOf } from '../../../../src/decode/table/read/finder.ts'
import { indexOf, type PartsOptions } from '../../../support/table-parts.ts'

const rowsOf = (keys: Iterable<string>): Map<string, number> =>
  new Map(Array.from(new Set(keys), (key, row) => [key, row]))

const NASTY = [
  '',
  '__proto__',
  'constructor',
  'toString',
  '0',
  '42',
  '-1',
  '01',
  '1e3',
  ' ',
  '\0',
  '\0\0',
  'a',
  'a\0',
]
const FOREIGN = [
  'é',
  'ключ',
  '价格',
  '😀',
  '😀😀',
  'a😀',
  '\ufffd',
  '\u0080',
  '\u07ff',
  '\u0800',
  '\uffff',
  '\ue000',
]
const LONE = [
  '\ud800',
  '\udc00',
  'a\ud800',
  '\ud83d\ud83d\ude00',
  '\ude00\ud83d',
  '\ud800b',
  '\udfffé',
  '\ud800\ud800',
]
const LENGTHS = Array.from({ length: 300 }, (_, length) => 'k'.repeat(length))
const LONG = [1000, 4095, 4096, 4097, 20_000].flatMap((length) => ['x'.repeat(length), 'é'.repeat(length)])

describe.each<PartsOptions>([{}, { hash: 'keyed' }, { log2: 0 }, { log2: 12 }])('with %o', (options) => {
  test.each([
    ['ordinary and odd names', NASTY],
    ['text beyond ASCII', FOREIGN],
    ['lone surrogates', LONE],
    ['each length up to 300', LENGTHS],
    ['very long ones', LONG],
    ['non-ASCII at each length', LENGTHS.map((key) => `${key}é`)],
    ['all of them at once', [...NASTY, ...FOREIGN, ...LONE, ...LENGTHS, ...LONG]],
  ])('finds %s', (_, keys) => {
    const rows = rowsOf(keys)
    const { byText } = finderOf(indexOf(rows, options))
    expect(Array.from(rows.keys(), byText)).toEqual([...rows.values()])
  })

  test('misses whatever is not there', () => {
    const all = [...NASTY, ...FOREIGN, ...LONE, ...LENGTHS, ...LONG]
    const there = all.filter((_, i) => i % 2 === 0)
    const { byText } = finderOf(indexOf(rowsOf(there), options))
    const missing = all.filter((key) => !there.includes(key))
    expect(missing.filter((key) => byText(key) !== -1)).toEqual([])
  })

  test('tells keys apart as a Map does', () => {
    const unit = fc.oneof(
      fc.constantFrom('a', 'b', 'é', '\ud83d', '\ude00', '\0'),
      fc.string({ unit: 'binary', maxLength: 30, size: 'max' }),
    )
    const keys = fc.array(
      fc.array(unit, { maxLength: 12 }).map((units) => units.join('')),
      { maxLength: 40 },
    )
    const property = fc.property(keys, keys, (held, asked) => {
      const rows = rowsOf(held)
      const { byText } = finderOf(indexOf(rows, options))
      for (const key of [...held, ...asked]) expect(byText(key)).toBe(rows.get(key) ?? -1)
    })
    fc.assert(property, { numRuns: 40 })
  })
})

test('finds in one index what stands in the heap of another', () => {
  const keys = [...NASTY, ...FOREIGN, ...LONE, ...LENGTHS]
  const rows = rowsOf(keys)
  const { byWords } = finderOf(indexOf(rows, { seed: [1, 2] }))
  const { heap } = indexOf(rows, { hash: 'keyed', seed: [3, 4], log2: 0 })
  const found: number[] = []
  for (let at = 0; at < heap.length; ) {
    const isLong = (heap[at] as number) >>> 24 === 255
    const length = isLong ? (heap[at + 2] as number) : (heap[at] as number) >>> 24
    const key = at + (isLong ? 3 : 2)
    found.push(byWords(heap, key, length))
    at = key + Math.ceil(length / 4)
  }
  expect(found).toEqual([...rows.values()])
})

test('an index without keys has none', () => {
  const { byText } = finderOf(indexOf(new Map()))
  expect(['', 'a', '\ud800'].map(byText)).toEqual([-1, -1, -1])
})
