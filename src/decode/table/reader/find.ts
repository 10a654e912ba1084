/** Finds the row of a key: a hash, one bucket, and words that are compared; nothing is allocated. @module */

import type { IndexParts } from '../parts.ts'
import { fastEnd, fastHash, fastStep, keyedHash } from './hash.ts'
import { keyWords, packText, packWords } from './key-words.ts'

export interface Finder {
  /** The row of a key, or -1. */
  byText(key: string): number
  /** The same for `length` bytes of the heap of another index. */
  byWords(heap: Uint32Array, at: number, length: number): number
}

/** From so many bytes on a word of its own has the length. */
export const LONG = 255

const SHORT = 252
const shortWords = new Uint32Array(SHORT >> 2)

export function finderOf({ buckets, heap, seed: [k0, k1], hash }: IndexParts): Finder {
  const mask = buckets.length - 2
  const isKeyed = hash === 'keyed'

  /** Most keys are short and ASCII: these are packed and hashed in one pass. */
  function byText(key: string): number {
    const { length } = key
    if (isKeyed || length > SHORT) return byPacked(packText(key))
    let h = k0 ^ length
    let seen = 0
    let count = 0
    let i = 0
    for (; i + 4 <= length; i += 4) {
      const a = key.charCodeAt(i)
      const b = key.charCodeAt(i + 1)
      const c = key.charCodeAt(i + 2)
      const d = key.charCodeAt(i + 3)
      const word = a | (b << 8) | (c << 16) | (d << 24)
      seen |= a | b | c | d
      shortWords[count++] = word
      h = fastStep(h, word)
    }
    if (i < length) {
      let word = 0
      for (let shift = 0; i < length; i++, shift += 8) {
        const a = key.charCodeAt(i)
        seen |= a
        word |= a << shift
      }
      shortWords[count++] = word
      h = fastStep(h, word)
    }
    return seen < 0x80 ? search(shortWords, length, fastEnd(h)) : byPacked(packText(key))
  }

  function byPacked(length: number): number {
    const h = isKeyed ? keyedHash(keyWords, length, k0, k1) : fastHash(keyWords, length, k0)
    return search(keyWords, length, h)
  }

  function search(words: Uint32Array, length: number, h: number): number {
    const isLong = length >= LONG
    const tag = (((isLong ? LONG : length) << 24) | (h >>> 8)) >>> 0
    const count = (length + 3) >>> 2
    const bucket = h & mask
    const end = buckets[bucket + 1] as number
    for (let at = buckets[bucket] as number; at < end; ) {
      const found = heap[at] as number
      if (found === tag && (!isLong || heap[at + 2] === length)) {
        const key = at + (isLong ? 3 : 2)
        let i = 0
        while (i < count && heap[key + i] === words[i]) i++
        if (i === count) return heap[at + 1] as number
      }
      at += found < 0xff000000 ? 2 + (((found >>> 24) + 3) >>> 2) : 3 + (((heap[at + 2] as number) + 3) >>> 2)
    }
    return -1
  }

  return { byText, byWords: (from, at, length) => byPacked(packWords(from, at, length)) }
}
