/** The indexes of a table besides that of its keys: rows that are grouped by a field, or sorted by it. @module */

/** Which index of which field; `path` leads to it through the objects around it. */
export interface IndexAsked {
  readonly kind: 'equal' | 'range' | 'prefix'
  readonly path: readonly string[]
}

export type FieldIndex = EqualIndex | OrderIndex

/**
 * Rows by the hash of their value: bucket `hash & (buckets - 1)` has those from `starts[b]` to before `starts[b + 1]`. Rows of one
 * value stand together, in their order. After the buckets come the rows that have `null`, and those that lack the field; so there
 * are three more starts than buckets. A row whose value is a list or an object is in none.
 */
export interface EqualIndex extends IndexAsked {
  readonly kind: 'equal'
  readonly starts: Uint32Array<SharedArrayBuffer>
  readonly rows: Uint32Array<SharedArrayBuffer>
  /** Two words, random for each index. */
  readonly seed: readonly [number, number]
  /** `keyed` where values collide so much that they may be meant to. */
  readonly hash: 'fast' | 'keyed'
}

/** Rows in the order of their numbers, or of their texts; those with another value aren't among them. */
export interface OrderIndex extends IndexAsked {
  readonly kind: 'range' | 'prefix'
  readonly rows: Uint32Array<SharedArrayBuffer>
}
