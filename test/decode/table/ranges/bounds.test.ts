/** Bounds of ranges, beside a search through all of them. @module */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  numberWords,
  type RangeIndex,
  type RangeParts,
} from '../../../../src/decode/table/format/range-parts.ts'
import { boundsOf } from '../../../../src/decode/table/range-index/bounds.ts'
import { collector } from '../../../../src/decode/table/range-index/collected.ts'
import { rangeFinder } from '../../../../src/decode/table/read/range-finder.ts'

type Range = readonly [from: number, to: number]

/** How a number of a test becomes words: of IPv4, of a number, or of IPv6, where small ones are spread over all words. */
const WIDTHS = {
  1: (value: number, words: Uint32Array) => words.set([value]),
  2: numberWords,
  4: (value: number, words: Uint32Array) =>
    words.set([value >>> 2, 0, (value >>> 1) & 1, (value & 1) * 0xffff_ffff]),
} as const
type Width = keyof typeof WIDTHS

function indexOf(ranges: readonly Range[], nested: boolean, width: Width) {
  const all = collector(width)
  const [start, end] = [new Uint32Array(4), new Uint32Array(4)]
  for (const [row, [from, to]] of ranges.entries()) {
    WIDTHS[width](from, start)
    WIDTHS[width](to, end)
    all.add(start, end, row)
  }
  return boundsOf(all, nested)
}

const found = (index: RangeIndex, value: number): number => {
  const parts: RangeParts = { of: index.width === 2 ? 'numbers' : 'addresses', indexes: [index] }
  const finder = rangeFinder(parts)
  if (index.width !== 4) return finder.byNumber(value)
  const words = new Uint32Array(4)
  WIDTHS[4](value, words)
  return finder.byBigInt(words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n))
}

const overlaps = ([a, b]: Range, [c, d]: Range): boolean => a <= d && c <= b
const crosses = (one: Range, other: Range): boolean =>
  overlaps(one, other) && !lies(one, other) && !lies(other, one)
const lies = ([a, b]: Range, [c, d]: Range): boolean => a >= c && b <= d

const pairs = (ranges: readonly Range[]) =>
  ranges.flatMap((one, at) => ranges.slice(at + 1).map((other) => [one, other] as const))

const range = fc.tuple(fc.nat(40), fc.nat(12)).map(([from, more]): Range => [from, from + more])

/** Ranges that lie apart, or within each other: each is put in where it crosses none. */
const nestedRanges = fc
  .array(range, { maxLength: 25 })
  .map((all) => all.filter((one, at) => all.slice(0, at).every((other) => !crosses(one, other))))
  .map((all) => all.filter((one) => all.every((other) => !crosses(one, other))))
const apartRanges = fc
  .array(range, { maxLength: 25 })
  .map((all) => all.filter((one, at) => all.slice(0, at).every((other) => !overlaps(one, other))))

describe.each([1, 2, 4] as const)('of %i words', (width) => {
  test('ranges that lie apart are found as by a search', () =>
    fc.assert(
      fc.property(apartRanges, (ranges) => {
        const index = indexOf(ranges, false, width) as RangeIndex
        for (let value = 0; value < 60; value++) {
          expect(found(index, value)).toBe(ranges.findIndex((one) => lies([value, value], one)))
        }
      }),
      { numRuns: 200 },
    ))

  test('of ranges that lie within each other the narrowest is found, and of equal ones the last', () =>
    fc.assert(
      fc.property(nestedRanges, (ranges) => {
        const index = indexOf(ranges, true, width) as RangeIndex
        for (let value = 0; value < 60; value++) {
          let best = -1
          for (const [row, one] of ranges.entries()) {
            const isNarrower = best < 0 || lies(one, ranges[best] as Range)
            if (lies([value, value], one) && isNarrower) best = row
          }
          expect(found(index, value)).toBe(best)
        }
      }),
      { numRuns: 200 },
    ))

  test('others are told with two that have something in common', () =>
    fc.assert(
      fc.property(fc.array(range, { maxLength: 8 }), fc.boolean(), (ranges, nested) => {
        const outcome = indexOf(ranges, nested, width)
        const isBad = nested ? crosses : overlaps
        expect('bounds' in outcome).toBe(pairs(ranges).every(([one, other]) => !isBad(one, other)))
        if ('bounds' in outcome) return
        expect(isBad(ranges[outcome.row] as Range, ranges[outcome.other] as Range)).toBe(true)
      }),
      { numRuns: 300 },
    ))
})

test('ranges may go up to the last address', () => {
  const index = indexOf(
    [
      [0, 0],
      [0xffff_fff0, 0xffff_ffff],
    ],
    false,
    1,
  ) as RangeIndex
  expect([0, 1, 0xffff_ffef, 0xffff_fff0, 0xffff_ffff].map((value) => found(index, value))).toEqual([
    0, -1, -1, 1, 1,
  ])
})

test('numbers are in their order, whatever they are', () => {
  const { MAX_VALUE, MIN_VALUE, MAX_SAFE_INTEGER } = Number
  const order = [-MAX_VALUE, -2.5, -1, -MIN_VALUE, 0, MIN_VALUE, 0.5, 1, MAX_SAFE_INTEGER, MAX_VALUE]
  const index = indexOf(
    order.map((value) => [value, value]),
    false,
    2,
  ) as RangeIndex
  expect(order.map((value) => found(index, value))).toEqual(order.map((_, at) => at))
  expect([-0, 0.25, Number.POSITIVE_INFINITY, Number.NaN, -3].map((value) => found(index, value))).toEqual([
    4, -1, -1, -1, -1,
  ])
})

test('ranges side by side take one bound each', () => {
  const index = indexOf(
    Array.from({ length: 10 }, (_, at) => [at * 10, at * 10 + 9]),
    false,
    1,
  ) as RangeIndex
  expect(index.rows).toHaveLength(11)
})
