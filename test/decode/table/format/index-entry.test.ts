/** Entries of an index are read as their layout says, short and long ones. @module */

import { expect, test } from 'vitest'
import {
  headOf,
  isLong,
  keyLength,
  keyStart,
  nextEntry,
  rowAt,
} from '../../../../src/decode/table/format/index-entry.ts'

const HASH = 0xfedcba98

/** An entry in plain words: head, row, the length of a long key, and as many words as the key fills. */
const entryOf = (length: number, row: number): number[] => [
  Math.min(length, 255) * 2 ** 24 + 0xfedcba,
  row,
  ...(length < 255 ? [] : [length]),
  ...new Array<number>(Math.ceil(length / 4)).fill(0x61616161),
]

test.each([0, 1, 3, 4, 5, 252, 253, 254, 255, 256, 1000, 70_000])('a key of %i bytes', (length) => {
  const [before, entry] = [entryOf(2, 6), entryOf(length, 7)]
  const heap = Uint32Array.from([...before, ...entry])
  const at = nextEntry(heap, 0)
  expect(at).toBe(before.length)
  expect(heap[at]).toBe(headOf(length, HASH))
  expect(rowAt(heap, at)).toBe(7)
  expect(keyLength(heap, at)).toBe(length)
  expect(isLong(length)).toBe(length >= 255)
  expect(keyStart(heap, at)).toBe(at + (length < 255 ? 2 : 3))
  expect(nextEntry(heap, at)).toBe(heap.length)
})
