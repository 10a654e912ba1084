/** What a thread does with a delta of records: it makes the next version of a table, or makes such a delta. @module */

import { allTime, type TimeSlice } from '../../base/time-slice.ts'
import type { JobInput } from '../workers/index.ts'
import { changesBetween } from './changes.ts'
import { haveKeys, type TableParts } from './format/table-parts.ts'
import { type BuiltTable, type TableJobOptions, withIndexes } from './job.ts'
import { type MadeRecordDelta, madeRecordDelta, type TableDelta, tableByDelta } from './record-delta/index.ts'

export interface RecordsJobOptions
  extends Pick<TableJobOptions, 'indexes' | 'memo' | 'compare'>,
    Omit<TableDelta, 'bytes'> {
  readonly before: TableParts
}

export async function patchedTable(
  { before, indexes = [], memo, compare, ...delta }: RecordsJobOptions,
  bytes: Uint8Array,
  turn: TimeSlice = allTime,
): Promise<BuiltTable> {
  const made = await tableByDelta(before, { ...delta, bytes }, turn)
  const parts = await withIndexes(made, indexes, turn)
  const isCompared = compare !== undefined && haveKeys(parts)
  const changes = isCompared ? await changesBetween(compare.before, parts, compare.most, turn) : undefined
  return { parts, memo, changes }
}

/** Makes it as a job of the pool. */
export const recordsJob = async (
  options: RecordsJobOptions,
  { wire }: JobInput,
): Promise<{ readonly value: BuiltTable }> => ({ value: await patchedTable(options, wire.bytes) })

export interface BetweenOptions {
  readonly before: TableParts
  readonly after: TableParts
}

/** Makes such a delta, or says in words why there is none. */
export const recordDeltaJob = async ({
  before,
  after,
}: BetweenOptions): Promise<{ readonly value: MadeRecordDelta | string }> => ({
  value: await madeRecordDelta(before, after),
})
