/** What a thread does for a table: it builds it of the wire's bytes, and compares it with the version before. @module */

import { allTime, type TimeSlice } from '../../base/time-slice.ts'
import { type BuildOptions, type Built, buildTable } from './build.ts'
import { changesBetween } from './changes.ts'
import type { TableChanges, TableKey } from './contract.ts'
import type { TableParts } from './format/table-parts.ts'

export interface TableJobOptions extends Pick<BuildOptions, 'key' | 'columns' | 'memo'> {
  /** What to compare with, and how many keys of each kind to list. */
  readonly compare?: { readonly before: TableParts; readonly most: number } | undefined
}

/** Where a job gets its bytes. */
export interface TableInput {
  readonly sizeHint: number
  pieces(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** A table that is ready to be opened. */
export interface BuiltTable extends Built {
  readonly changes: TableChanges<TableKey> | undefined
}

export async function builtTable(
  options: TableJobOptions,
  { sizeHint, pieces }: TableInput,
  turn: TimeSlice = allTime,
): Promise<BuiltTable> {
  const { compare, ...how } = options
  const { parts, memo } = await buildTable(pieces, { ...how, sizeHint, turn })
  const changes = compare && (await changesBetween(compare.before, parts, compare.most, turn))
  return { parts, memo, changes }
}

/** Builds a table as a job of the pool. */
export const tableJob = async (
  options: TableJobOptions,
  input: TableInput,
): Promise<{ readonly value: BuiltTable }> => ({ value: await builtTable(options, input) })
