/** The keys of a table as a column: where each stands in the index, whose bytes are looked at as they are. @module */

import type { KeyNode } from '../../format/columns.ts'
import { keyLength, keyStart, nextEntry, rowAt } from '../../format/index-entry.ts'
import type { IndexParts } from '../../format/table-parts.ts'

/** Each row has a code of its own, which is its number. */
export interface KeyColumn extends KeyNode {
  /** The keys are in here. */
  readonly bytes: Uint8Array
  readonly index: IndexParts
  readonly rows: number
}

export const keyColumn = (node: KeyNode, index: IndexParts, rows: number): KeyColumn => ({
  ...node,
  bytes: new Uint8Array(index.heap.buffer, index.heap.byteOffset, index.heap.byteLength),
  index,
  rows,
})

/** Which rows have a key that fits: 1 or 0. `fits` is given where the key begins and ends. */
export function keysThat(
  { index: { buckets, heap }, rows }: KeyColumn,
  fits: (start: number, end: number) => boolean,
): Uint8Array {
  const marks = new Uint8Array(rows)
  const end = buckets[buckets.length - 1] as number
  for (let at = 0; at < end; at = nextEntry(heap, at)) {
    const start = keyStart(heap, at) * 4
    if (fits(start, start + keyLength(heap, at))) marks[rowAt(heap, at)] = 1
  }
  return marks
}
