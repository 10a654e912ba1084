/** The layout of an entry of the index, in words: its head, its row, its key, and where the next one begins. @module */

import { ENTRY } from './layout.ts'

// As constants of this file they cost nothing where a key is looked up.
const { longKey, shortKeyAt, longKeyAt, lengthShift, hashShift } = ENTRY

/** Is the length of a key too large for the head of its entry? */
export const isLong = (length: number): boolean => length >= longKey

/** The first word of the entry of a key of `length` bytes. */
export const headOf = (length: number, hash: number): number =>
  ((Math.min(length, longKey) << lengthShift) | (hash >>> hashShift)) >>> 0

/** The row that the entry at `at` names. */
export const rowAt = (heap: Uint32Array, at: number): number => heap[at + 1] as number

/** How many bytes the key of the entry has. */
export function keyLength(heap: Uint32Array, at: number): number {
  const length = (heap[at] as number) >>> lengthShift
  return length < longKey ? length : (heap[at + shortKeyAt] as number)
}

/** The first word of the key of the entry. */
export const keyStart = (heap: Uint32Array, at: number): number =>
  at + ((heap[at] as number) >>> lengthShift < longKey ? shortKeyAt : longKeyAt)

/** How many words a key of so many bytes fills. */
export const wordsOf = (length: number): number => (length + 3) >>> 2

/** Where the entry begins that follows the one at `at`. */
export function nextEntry(heap: Uint32Array, at: number): number {
  const length = (heap[at] as number) >>> lengthShift
  if (length < longKey) return at + shortKeyAt + wordsOf(length)
  return at + longKeyAt + wordsOf(heap[at + shortKeyAt] as number)
}
