/** What a thread does for a table: it builds it of the wire's bytes, and compares it with the version before. @module */

import { allTime, type TimeSlice } from '../../base/time-slice.ts'
import { type BuildOptions, type Built, buildRows, buildTable } from './build.ts'
import { changesBetween } from './changes.ts'
import type { CsvHow, TableChanges, TableKey } from './contract.ts'
import { csvSource, fromCsv } from './csv.ts'
import type { FieldIndex, IndexAsked } from './format/field-index.ts'
import { haveKeys, type RowsParts, type TableParts } from './format/table-parts.ts'
import { buildKeyed, type KeyedHost } from './keyed.ts'
import { type RangeFields, rangeIndexOf } from './range-index.ts'
import { buildIndex, inShares } from './read/index.ts'
import type { Pieces } from './scanner/start-scan.ts'

export interface TableJobOptions extends Omit<BuildOptions, 'sizeHint' | 'turn'> {
  /** Have records no keys? */
  readonly isByPosition?: boolean | undefined
  /** The URL of a module of the user's that makes the keys. */
  readonly keyModule?: string | undefined
  /** The document is CSV. */
  readonly csv?: CsvHow | undefined
  /** Where records have ranges, by which they are found. */
  readonly ranges?: RangeFields | undefined
  /** The indexes to publish it with: those that were declared, and those that were used. */
  readonly indexes?: readonly IndexAsked[] | undefined
  /** What to compare with, and how many keys of each kind to list. */
  readonly compare?: { readonly before: TableParts; readonly most: number } | undefined
  /** The version before, which the thread holds a little longer than the service does. */
  readonly previous?: unknown
}

/** Where a job gets its bytes. */
export interface TableInput extends KeyedHost {
  readonly sizeHint: number
  pieces(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** A table that is ready to be opened. */
export interface BuiltTable extends Built {
  readonly changes: TableChanges<TableKey> | undefined
}

export async function builtTable(
  options: TableJobOptions,
  { sizeHint, pieces, ...host }: TableInput,
  turn: TimeSlice = allTime,
): Promise<BuiltTable> {
  const { compare, csv, isByPosition, keyModule, previous: _held, ranges, indexes = [], ...how } = options
  const builder = isByPosition ? buildRows : buildTable
  const build = (from: () => Pieces, more: Pick<BuildOptions, 'sizeHint' | 'types'>): Promise<Built> =>
    keyModule === undefined
      ? builder(from, { ...how, ...more, own: ranges && fieldsOf(ranges), turn })
      : buildKeyed(from, keyModule, { ...how, ...more, turn }, host)
  const { parts: plain, memo } = await (csv === undefined
    ? build(pieces, { sizeHint })
    : // As JSON it is of another size.
      fromCsv(csvSource(pieces, csv, turn), ({ lines, types }) => build(lines, { types })))
  const parts = await withIndexes(plain, indexes, turn)
  const changes =
    compare && haveKeys(parts) ? await changesBetween(compare.before, parts, compare.most, turn) : undefined
  if (ranges === undefined) return { parts, memo, changes }
  return { parts: { ...parts, ranges: await rangeIndexOf(parts, ranges, turn) }, memo, changes }
}

/** The fields that each record has, which is no range without them. */
const fieldsOf = ({ from, to }: RangeFields): BuildOptions['own'] => (to === undefined ? [from] : [from, to])

export async function withIndexes(
  parts: RowsParts,
  asked: readonly IndexAsked[],
  turn: TimeSlice,
): Promise<RowsParts> {
  const indexes: FieldIndex[] = []
  for (const one of asked) indexes.push(await inShares(buildIndex(parts, one), turn))
  return indexes.length === 0 ? parts : { ...parts, indexes }
}

/** Builds a table as a job of the pool. */
export const tableJob = async (
  options: TableJobOptions,
  input: TableInput,
): Promise<{ readonly value: BuiltTable }> => ({ value: await builtTable(options, input) })
