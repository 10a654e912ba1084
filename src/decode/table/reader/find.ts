/** Finds the row of a key: a hash, one bucket, and words that are compared; nothing is allocated. @module */

import type { IndexParts } from '../parts.ts'
import { fastHash, keyedHash } from './hash.ts'
import { keyWords, packText, packWords } from './key-words.ts'

export interface Finder {
  /** The row of a key, or -1. */
  byText(key: string): number
  /** The same for `length` bytes of the heap of another index. */
  byWords(heap: Uint32Array, at: number, length: number): number
}

/** From so many bytes on a word of its own has the length. */
export const LONG = 255

export function finderOf({ buckets, heap, seed: [k0, k1], hash }: IndexParts): Finder {
  const mask = buckets.length - 2
  const isKeyed = hash === 'keyed'

  function find(length: number): number {
    const words = keyWords
    const h = isKeyed ? keyedHash(words, length, k0, k1) : fastHash(words, length, k0)
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
      at += found < 0xff000000 ? 2 + (((found >>> 24) + 3) >> 2) : 3 + (((heap[at + 2] as number) + 3) >>> 2)
    }
    return -1
  }

  return {
    byText: (key) => find(packText(key)),
    byWords: (from, at, length) => find(packWords(from, at, length)),
  }
}
