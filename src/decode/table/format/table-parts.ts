/** What a table is made of: plain data and views of shared memory, which travel between threads as they are. @module */

import type { ColumnNode, JsonNode } from './columns.ts'
import type { FieldIndex } from './field-index.ts'
import type { RangeParts } from './range-parts.ts'

/** Records in their order: all that is known of those that have no keys. */
export interface RowsParts {
  /** How many rows: one for each record, and each key. */
  readonly rows: number
  /** Where the records are, by row. */
  readonly records: DocumentParts | ColumnParts
  /** By fields of the records. */
  readonly indexes?: readonly FieldIndex[] | undefined
  /** Of records that have ranges. */
  readonly ranges?: RangeParts | undefined
  /** Where records lie within a document: the rest of it as JSON, with `null` in their place. */
  readonly envelope?: string
}

/** Records that have keys. */
export interface TableParts extends RowsParts {
  /** How many keys. */
  readonly size: number
  readonly index: IndexParts
}

export const haveKeys = (parts: RowsParts): parts is TableParts => 'index' in parts

/**
 * The keys, by their hash: bucket `hash & (buckets.length - 2)` begins at word `buckets[b]` of `heap` and ends before
 * `buckets[b + 1]`. It has entries, whose layout is in `index-entry.ts`.
 */
export interface IndexParts {
  readonly buckets: Uint32Array<SharedArrayBuffer>
  readonly heap: Uint32Array<SharedArrayBuffer>
  /** Two words, random for each table. */
  readonly seed: readonly [number, number]
  /** `keyed` where keys collide so much that they may be meant to. */
  readonly hash: 'fast' | 'keyed'
  /** How many parts each key has, which is then joined of them as `JOIN` tells; left out: one. */
  readonly keyParts?: number
  /** What sums up its keys and their rows, once somebody had to know. */
  readonly sums?: readonly [number, number, number] | undefined
}

/** Records that are kept as the bytes that came. */
export interface DocumentParts {
  readonly kind: 'document'
  readonly bytes: Uint8Array<SharedArrayBuffer>
  /** Where the record of each row begins and ends in `bytes`. */
  readonly spans: Uint32Array<SharedArrayBuffer>
  readonly ascii: boolean
  /** Why there are no columns, in words. */
  readonly why?: string | undefined
}

/** Records that were taken apart, with a column for each field. */
export interface ColumnParts {
  readonly kind: 'columns'
  readonly root: ColumnNode
  /** Records that the columns have no place for; what these have in their rows means nothing. */
  readonly odd?: OddParts
}

/** The rows, in their order, and the JSON of the record of each. */
export interface OddParts {
  readonly rows: Uint32Array<SharedArrayBuffer>
  readonly texts: JsonNode
}
