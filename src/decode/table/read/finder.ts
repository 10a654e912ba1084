/** Finds the row of a key by its hash, in one bucket whose words are compared; nothing is allocated. @module */

import { fastEnd, fastHash, fastStep, keyedHash } from '../format/hash.ts'
import { headOf, isLong, keyLength, keyStart, nextEntry, rowAt, wordsOf } from '../format/index-entry.ts'
import type { IndexParts } from '../format/table-parts.ts'
import { keyWords, packText, packWords } from './key-words.ts'

export interface Finder {
  /** The row of a key, or -1. */
  byText(key: string): number
  /** The row of a key that is in the heap of another index, where it has `length` bytes. */
  byWords(heap: Uint32Array, at: number, length: number): number
}

/** An ASCII key of up to so many characters has a short entry, and is compared without words of its own. */
const MOST_AT_ONCE = 252

export function finderOf({ buckets, heap, seed: [k0, k1], hash }: IndexParts): Finder {
  const mask = buckets.length - 2
  const isKeyed = hash === 'keyed'

  /** Most keys are short and ASCII, and these are hashed and compared as the text that they are. */
  function byText(key: string): number {
    const { length } = key
    if (isKeyed || length > MOST_AT_ONCE) return byPacked(packText(key))
    let h = k0 ^ length
    let seen = 0
    let i = 0
    for (; i + 4 <= length; i += 4) {
      const a = key.charCodeAt(i)
      const b = key.charCodeAt(i + 1)
      const c = key.charCodeAt(i + 2)
      const d = key.charCodeAt(i + 3)
      seen |= a | b | c | d
      h = fastStep(h, a | (b << 8) | (c << 16) | (d << 24))
    }
    if (i < length) {
      let word = 0
      for (let shift = 0; i < length; i++, shift += 8) {
        const a = key.charCodeAt(i)
        seen |= a
        word |= a << shift
      }
      h = fastStep(h, word)
    }
    if (seen >= 0x80) return byPacked(packText(key))
    h = fastEnd(h)
    const head = headOf(length, h)
    const bucket = h & mask
    const end = buckets[bucket + 1] as number
    for (let at = buckets[bucket] as number; at < end; at = nextEntry(heap, at)) {
      if (heap[at] === head && isText(key, keyStart(heap, at))) return rowAt(heap, at)
    }
    return -1
  }

  function isText(key: string, at: number): boolean {
    let i = 0
    for (; i + 4 <= key.length; i += 4) if (wordOf(key, i) !== heap[at + (i >>> 2)]) return false
    for (; i < key.length; i++) {
      if ((((heap[at + (i >>> 2)] as number) >>> ((i & 3) << 3)) & 0xff) !== key.charCodeAt(i)) return false
    }
    return true
  }

  function byPacked(length: number): number {
    const words = keyWords
    const h = isKeyed ? keyedHash(words, length, k0, k1) : fastHash(words, length, k0)
    const head = headOf(length, h)
    const count = wordsOf(length)
    const bucket = h & mask
    const end = buckets[bucket + 1] as number
    for (let at = buckets[bucket] as number; at < end; at = nextEntry(heap, at)) {
      if (heap[at] !== head || (isLong(length) && keyLength(heap, at) !== length)) continue
      const key = keyStart(heap, at)
      let i = 0
      while (i < count && heap[key + i] === words[i]) i++
      if (i === count) return rowAt(heap, at)
    }
    return -1
  }

  return { byText, byWords: (from, at, length) => byPacked(packWords(from, at, length)) }
}

const wordOf = (key: string, i: number): number =>
  (key.charCodeAt(i) |
    (key.charCodeAt(i + 1) << 8) |
    (key.charCodeAt(i + 2) << 16) |
    (key.charCodeAt(i + 3) << 24)) >>>
  0
