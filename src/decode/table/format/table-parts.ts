/** What a table is made of: plain data and views of shared memory, which travel between threads as they are. @module */

import type { ColumnNode } from './columns.ts'

export interface TableParts {
  /** How many keys. */
  readonly size: number
  /** How many rows; more than keys where an earlier record of a key was replaced by a later one. */
  readonly rows: number
  readonly index: IndexParts
  /** Where the records are, by row. */
  readonly records: DocumentParts | ColumnParts
}

/**
 * Keys by hash: bucket `hash & (buckets.length - 2)` begins at word `buckets[b]` of `heap` and ends before `buckets[b + 1]`.
 * An entry is `[length << 24 | hash >>> 8] [row] [key, in words padded with zeros]`; from 255 bytes on the length is 255,
 * and a third word before the key has it. Keys are UTF-8 in which a lone surrogate is three bytes.
 */
export interface IndexParts {
  readonly buckets: Uint32Array<SharedArrayBuffer>
  readonly heap: Uint32Array<SharedArrayBuffer>
  /** Two words, random for each table. */
  readonly seed: readonly [number, number]
  /** `keyed` where keys collide so much that they may be meant to. */
  readonly hash: 'fast' | 'keyed'
}

/** Records as the bytes that came. */
export interface DocumentParts {
  readonly kind: 'document'
  readonly bytes: Uint8Array<SharedArrayBuffer>
  /** First byte of the record of each row, and the one after its last; 0, 0 for a row that was replaced. */
  readonly spans: Uint32Array<SharedArrayBuffer>
  readonly ascii: boolean
}

/** Records taken apart: a column for each field. */
export interface ColumnParts {
  readonly kind: 'columns'
  readonly root: ColumnNode
}
