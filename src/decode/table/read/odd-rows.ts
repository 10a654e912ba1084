/** Reads the records that columns have no place for. @module */

import type { OddParts } from '../format/table-parts.ts'
import { textDecoder } from './columns/index.ts'

export interface OddRows {
  /** Is the record of a row one of these? */
  has(row: number): boolean
  /** The JSON of one that is. */
  text(row: number): string
}

/** Asking for a row costs next to nothing: there is a bit for each, in memory of this thread. */
export function oddRows({ rows, texts }: OddParts): OddRows {
  const bits = new Uint8Array(((rows.at(-1) ?? 0) >>> 3) + 1)
  for (const row of rows) bits[row >>> 3] = (bits[row >>> 3] as number) | (1 << (row & 7))
  const textOf = textDecoder(texts)
  return {
    has: (row) => (((bits[row >>> 3] ?? 0) >>> (row & 7)) & 1) === 1,
    text: (row) => textOf(texts.codes[placeOf(rows, row)] as number),
  }
}

function placeOf(rows: Uint32Array, row: number): number {
  let from = 0
  let to = rows.length
  while (to - from > 1) {
    const middle = (from + to) >>> 1
    if ((rows[middle] as number) > row) to = middle
    else from = middle
  }
  return from
}
