/** Packs a key into the words that an index compares, in memory that is used again for the next one. @module */

import { encodeWtf8 } from '../format/wtf8.ts'

const KEPT = 4096

/** The words of the key that was packed last, filled up with zeros; behind them may be anything. */
export let keyWords: Uint32Array = new Uint32Array(KEPT >> 2)

let keyBytes = new Uint8Array(keyWords.buffer)

/** Packs a text; returns its length in bytes. */
export function packText(text: string): number {
  const words = roomFor(text.length * 3)
  const length = encodeWtf8(text, keyBytes)
  const rest = (length & 3) << 3
  if (rest !== 0) words[length >>> 2] = (words[length >>> 2] as number) & ((1 << rest) - 1)
  return length
}

/** Packs bytes; returns how many. */
export function packBytes(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  const words = roomFor(length)
  words[length >>> 2] = 0
  const whole = length & ~3
  for (let i = 0; i < whole; i += 4) words[i >>> 2] = wordAt(bytes, start + i)
  for (let i = whole; i < length; i++)
    words[i >>> 2] = (words[i >>> 2] as number) | ((bytes[start + i] as number) << ((i & 3) << 3))
  return length
}

const wordAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] as number) |
  ((bytes[at + 1] as number) << 8) |
  ((bytes[at + 2] as number) << 16) |
  ((bytes[at + 3] as number) << 24)

/** Packs the `length` bytes of a key that stands in the heap of an index, filled up with zeros as there. */
export function packWords(heap: Uint32Array, at: number, length: number): number {
  const words = roomFor(length)
  const count = (length + 3) >>> 2
  for (let i = 0; i < count; i++) words[i] = heap[at + i] as number
  return length
}

/** The memory that a very long key took is given back at the next one. */
function roomFor(bytes: number): Uint32Array {
  if (bytes > KEPT || keyWords.byteLength > KEPT) {
    keyWords = new Uint32Array((Math.max(bytes, KEPT) + 3) >>> 2)
    keyBytes = new Uint8Array(keyWords.buffer)
  }
  return keyWords
}
