/** Sums up which key has which row, whatever order an index has them in. @module */

import type { TimeSlice } from '../../../base/time-slice.ts'
import { fastEnd, fastStep } from '../format/hash.ts'
import { keyLength, keyStart, nextEntry, rowAt, wordsOf } from '../format/index-entry.ts'
import type { IndexParts } from '../format/table-parts.ts'

/** Two hashes of each key with its row, and their product. They find mistakes; against malice there is a signature. */
export type KeySums = readonly [number, number, number]

const SEEDS = [0x2545f491, 0x7f4a7c15] as const
/** So many keys take a few hundred microseconds. */
const AT_ONCE = 8192

/** Those that are known of an index are not counted again. */
export async function keySums({ buckets, heap, sums }: IndexParts, turn: TimeSlice): Promise<KeySums> {
  if (sums !== undefined) return sums
  const end = buckets[buckets.length - 1] as number
  let [first, second, both] = [0, 0, 0]
  for (let at = 0, left = AT_ONCE; at < end; at = nextEntry(heap, at)) {
    if (--left === 0) {
      left = AT_ONCE
      await turn.pass()
    }
    const length = keyLength(heap, at)
    const start = keyStart(heap, at)
    let a = SEEDS[0] ^ length
    let b = SEEDS[1] ^ length
    for (let i = start; i < start + wordsOf(length); i++) {
      const word = heap[i] as number
      a = fastStep(a, word)
      b = fastStep(b, Math.imul(word, 0x85ebca6b))
    }
    const row = rowAt(heap, at)
    a = fastEnd(fastStep(a, row))
    b = fastEnd(fastStep(b, row ^ 0x5bd1e995))
    first = (first + a) >>> 0
    second = (second + b) >>> 0
    both = (both + Math.imul(a | 1, b)) >>> 0
  }
  return [first, second, both]
}
