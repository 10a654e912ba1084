/** Finds the rows of a value in an index that groups them. @module */

import type { EqualIndex } from '../../format/field-index.ts'
import type { Scalar } from './field-question.ts'
import { hashOfValue } from './hash-value.ts'
import type { QueriedField } from './queried-field.ts'
import { firstThat } from './search.ts'

/** Where the rows of a value begin; where nothing has it, where its bucket ends. */
export interface EqualRun {
  readonly start: number
  /** Where its bucket ends. */
  readonly limit: number
}

export function runOf(index: EqualIndex, { read }: QueriedField, value: Scalar): EqualRun {
  const { starts, rows } = index
  const buckets = starts.length - 3
  const isKept = value !== null && value !== undefined
  const bucket = isKept ? hashOfValue(value, index) & (buckets - 1) : buckets + (value === null ? 0 : 1)
  const limit = starts[bucket + 1] as number
  let start = starts[bucket] as number
  if (!isKept) return { start, limit }
  while (start < limit) {
    const found = read(rows[start] as number)
    if (found === value) break
    start = endOfRun(index, read, found, start, limit)
  }
  return { start, limit }
}

/** Where the rows end that have the same value as the one at `start`. */
export function endOfRun(
  { rows }: EqualIndex,
  read: QueriedField['read'],
  value: unknown,
  start: number,
  limit: number,
): number {
  // Most buckets have one value.
  if (read(rows[limit - 1] as number) === value) return limit
  let step = 1
  while (start + step < limit && read(rows[start + step] as number) === value) step *= 2
  const from = start + (step >>> 1)
  return firstThat(from, Math.min(start + step, limit), (at) => read(rows[at] as number) !== value)
}
