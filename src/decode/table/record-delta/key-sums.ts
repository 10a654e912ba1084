/** Sums up which key has which row, whatever order an index has them in. @module */

import type { TimeSlice } from '../../../base/time-slice.ts'
import { fastEnd, fastStep } from '../format/hash.ts'
import { keyLength, keyStart, rowAt, wordsOf } from '../format/index-entry.ts'
import type { IndexParts } from '../format/table-parts.ts'

/** Two hashes of each key with its row, and their product. They find mistakes; against malice there is a signature. */
export type KeySums = readonly [number, number, number]

const SEEDS = [0x2545f491, 0x7f4a7c15] as const
/** So many keys take a few hundred microseconds. */
const AT_ONCE = 8192

/** Those that are known of an index are not counted again. */
export async function keySums({ buckets, heap, sums: known }: IndexParts, turn: TimeSlice): Promise<KeySums> {
  if (known !== undefined) return known
  const end = buckets[buckets.length - 1] as number
  const sums = new Uint32Array(3)
  for (let at = 0; at < end; ) {
    at = takeSome(heap, at, end, sums)
    await turn.pass()
  }
  return [...sums] as unknown as KeySums
}

/** Takes the next keys, and returns where it ended. Within a function that waits, the loop would take three times as long. */
function takeSome(heap: Uint32Array, from: number, end: number, sums: Uint32Array): number {
  let [first, second, both] = [0, 0, 0]
  let at = from
  for (let left = AT_ONCE; at < end && left > 0; left--) {
    const length = keyLength(heap, at)
    const start = keyStart(heap, at)
    const next = start + wordsOf(length)
    let a = SEEDS[0] ^ length
    let b = SEEDS[1] ^ length
    for (let i = start; i < next; i++) {
      const word = heap[i] as number
      a = fastStep(a, word)
      b = fastStep(b, Math.imul(word, 0x85ebca6b))
    }
    const row = rowAt(heap, at)
    a = fastEnd(fastStep(a, row)) | 0
    b = fastEnd(fastStep(b, row ^ 0x5bd1e995)) | 0
    first = (first + a) | 0
    second = (second + b) | 0
    both = (both + Math.imul(a | 1, b)) | 0
    at = next
  }
  // What is beyond 32 bits falls off, as everywhere in these sums.
  sums[0] = (sums[0] as number) + first
  sums[1] = (sums[1] as number) + second
  sums[2] = (sums[2] as number) + both
  return at
}
