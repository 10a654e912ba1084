/** Makes the index of a table of the one before: rows have moved, keys have come and gone. @module */

import { fastHash, keyedHash } from '../format/hash.ts'
import { headOf, isLong, nextEntry, rowAt, wordsOf } from '../format/index-entry.ts'
import { ENTRY } from '../format/layout.ts'
import type { IndexParts } from '../format/table-parts.ts'
import { sharedUint32 } from './values.ts'

export interface AddedKey {
  readonly row: number
  readonly bytes: Uint8Array
}

export interface KeyChanges {
  /** The row now of each row before, -1 for one that is gone. */
  readonly rowNow: Int32Array
  readonly added: readonly AddedKey[]
  /** How many rows there are now. */
  readonly rows: number
}

/** Two keys a bucket are usual: with many more the index has to be made anew. */
const MOST_IN_BUCKET = 8

interface Entry {
  readonly bucket: number
  readonly words: readonly number[]
}

/** @throws Error where there are too many keys for it */
export function indexWith(
  { buckets, heap, seed, hash, keyParts }: IndexParts,
  changes: KeyChanges,
): IndexParts {
  const { rowNow, added, rows } = changes
  const mask = buckets.length - 2
  if (rows > (mask + 1) * MOST_IN_BUCKET) throw new Error('The index has no room for so many keys')
  const entries = added.map((key) => entryOf(key, { seed, hash, mask })).sort((a, b) => a.bucket - b.bucket)
  const more = entries.reduce((sum, { words }) => sum + words.length, 0)
  const end = buckets[mask + 1] as number
  const [nextBuckets, nextHeap] = [sharedUint32(buckets.length), sharedUint32(end + more)]
  let to = 0
  let come = 0
  for (let bucket = 0; bucket <= mask; bucket++) {
    nextBuckets[bucket] = to
    const last = buckets[bucket + 1] as number
    for (let at = buckets[bucket] as number; at < last; ) {
      const next = nextEntry(heap, at)
      const row = rowNow[rowAt(heap, at)] as number
      if (row >= 0) {
        nextHeap[to] = heap[at] as number
        nextHeap[to + 1] = row
        for (let i = at + 2; i < next; i++) nextHeap[to + i - at] = heap[i] as number
        to += next - at
      }
      at = next
    }
    for (; entries[come]?.bucket === bucket; come++) {
      const { words } = entries[come] as Entry
      nextHeap.set(words, to)
      to += words.length
    }
  }
  nextBuckets[mask + 1] = to
  return { buckets: nextBuckets, heap: nextHeap.subarray(0, to), seed, hash, ...(keyParts && { keyParts }) }
}

function entryOf(
  { row, bytes }: AddedKey,
  { seed: [k0, k1], hash, mask }: Pick<IndexParts, 'seed' | 'hash'> & { readonly mask: number },
): Entry {
  const { length } = bytes
  const key = new Uint32Array(wordsOf(length))
  new Uint8Array(key.buffer).set(bytes)
  const h = hash === 'keyed' ? keyedHash(key, length, k0, k1) : fastHash(key, length, k0)
  const head = new Uint32Array(isLong(length) ? ENTRY.longKeyAt : ENTRY.shortKeyAt)
  head[0] = headOf(length, h)
  head[1] = row
  if (isLong(length)) head[2] = length
  return { bucket: h & mask, words: [...head, ...key] }
}
