/**
 * Reads a column in chunks, as doubles: numbers as they are, the codes of texts and keys, and booleans as 1 and 0. A loop over doubles is
 * compiled for one type of array, whatever the column is kept as.
 *
 * @module
 */

import { bitOf } from '../../format/columns.ts'
import type { PlainColumn } from './queried-field.ts'

/** Fits into the nearest cache, together with what is made of it. */
export const CHUNK = 2048

// Nothing waits while it is in use.
export const chunk = new Float64Array(CHUNK)

/** Fills `chunk` with the values of `count` rows. A row without a value has an arbitrary one. */
export function loadChunk(column: PlainColumn, start: number, count: number): void {
  if (column.kind === 'key') {
    for (let i = 0; i < count; i++) chunk[i] = start + i
    return
  }
  if (column.kind === 'boolean') {
    for (let i = 0; i < count; i++) chunk[i] = bitOf(column, start + i)
    return
  }
  if (column.kind === 'string') {
    chunk.set(column.codes.subarray(start, start + count))
    return
  }
  const { values, divisor } = column
  chunk.set(values.subarray(start, start + count))
  if (divisor !== undefined) for (let i = 0; i < count; i++) chunk[i] = (chunk[i] as number) / divisor
}
