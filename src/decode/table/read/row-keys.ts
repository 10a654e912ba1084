/** Reads the index the other way, from a row to its key. @module */

import { keyLength, keyStart, nextEntry, rowAt, wordsOf } from '../format/index-entry.ts'
import type { IndexParts } from '../format/table-parts.ts'
import { decodeWtf8 } from '../format/wtf8.ts'
import { KEYS_AT_ONCE, keyBlockReader } from './key-blocks.ts'

/**
 * Tells for each row where its entry stands in the heap, plus 1; 0 for a row without a key. The list takes 4 bytes a row.
 */
export function entriesByRow({ buckets, heap }: IndexParts, rows: number): Uint32Array {
  const entries = new Uint32Array(rows)
  const end = buckets[buckets.length - 1] as number
  for (let at = 0; at < end; at = nextEntry(heap, at)) {
    const row = rowAt(heap, at)
    if (row < rows) entries[row] = at + 1
  }
  return entries
}

/** A function that reads the key of an entry. */
export function keyReader(heap: Uint32Array<SharedArrayBuffer>): (at: number) => string {
  const bytes = Buffer.from(heap.buffer, heap.byteOffset, heap.byteLength)
  return (at) => {
    const length = keyLength(heap, at)
    const first = keyStart(heap, at)
    const start = first * 4
    return isAscii(heap, first, wordsOf(length))
      ? bytes.toString('latin1', start, start + length)
      : decodeWtf8(bytes, start, start + length)
  }
}

function isAscii(heap: Uint32Array, first: number, words: number): boolean {
  let seen = 0
  for (let i = first; i < first + words; i++) seen |= heap[i] as number
  return (seen & 0x80808080) === 0
}

/**
 * The keys by row, `undefined` for a row without one; the way back is made when the first key is asked for. Who asks for one
 * row after the other gets keys that were decoded together.
 */
export function rowKeys(index: IndexParts, rows: number): (row: number) => string | undefined {
  let entries: Uint32Array | undefined
  let block: readonly (string | undefined)[] = []
  let first = 0
  let next = 0
  const read = keyReader(index.heap)
  const readBlock = keyBlockReader(index.heap, read)
  return (row) => {
    if (row >= first && row < first + block.length) return block[row - first]
    entries ??= entriesByRow(index, rows)
    const entry = entries[row]
    if (entry === undefined) return undefined
    if (row === next) {
      block = readBlock(entries.subarray(row, row + KEYS_AT_ONCE))
      first = row
      next = row + block.length
      return block[0]
    }
    next = row + 1
    return entry === 0 ? undefined : read(entry - 1)
  }
}
