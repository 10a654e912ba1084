/** A key as the words that its index compares; one at a time, in memory that is used again and again. @module */

import { encodeWtf8 } from './wtf8.ts'

const SHORT = 252
const KEPT = 4096

/** The words of the key that was packed last, the last one filled up with zeros; beyond them anything. */
export let keyWords: Uint32Array = new Uint32Array(KEPT >> 2)

/** Packs the text; its length in bytes. */
export function packText(text: string): number {
  const { length } = text
  if (length > SHORT) return packAny(text)
  const words = keyWords
  let i = 0
  let w = 0
  let seen = 0
  for (; i + 4 <= length; i += 4) {
    const a = text.charCodeAt(i)
    const b = text.charCodeAt(i + 1)
    const c = text.charCodeAt(i + 2)
    const d = text.charCodeAt(i + 3)
    seen |= a | b | c | d
    words[w++] = a | (b << 8) | (c << 16) | (d << 24)
  }
  if (i < length) {
    let rest = 0
    for (let shift = 0; i < length; i++, shift += 8) {
      const a = text.charCodeAt(i)
      seen |= a
      rest |= a << shift
    }
    words[w] = rest
  }
  return seen < 0x80 ? length : packAny(text)
}

/** Packs the `length` bytes of a key that stands in the heap of an index, filled up with zeros as there. */
export function packWords(heap: Uint32Array, at: number, length: number): number {
  const words = roomFor(length)
  const count = (length + 3) >>> 2
  for (let i = 0; i < count; i++) words[i] = heap[at + i] as number
  return length
}

function packAny(text: string): number {
  const words = roomFor(text.length * 3)
  const length = encodeWtf8(text, new Uint8Array(words.buffer))
  const rest = (length & 3) << 3
  if (rest !== 0) words[length >>> 2] = (words[length >>> 2] as number) & ((1 << rest) - 1)
  return length
}

function roomFor(bytes: number): Uint32Array {
  const isLarge = bytes > KEPT
  if (isLarge || keyWords.byteLength > KEPT)
    keyWords = new Uint32Array(isLarge ? (bytes + 3) >>> 2 : KEPT >> 2)
  return keyWords
}
