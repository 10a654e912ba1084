/** Checks how a table is to be made, and says what of it the thread is told. @module */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { checkFlag, checkRecord, checkSchema } from '../../base/checks.ts'
import { unexpected } from '../../base/unexpected.ts'
import type { RangesOptions, RowSchemaOptions, RowsOptions, TableOptions } from './contract.ts'
import type { TableJobOptions } from './job.ts'
import { checkDuplicates } from './options/check-duplicates.ts'
import { checkIndexes } from './options/check-indexes.ts'
import { checkKey } from './options/check-key.ts'
import { checkLayout } from './options/check-layout.ts'
import { CSV_OPTIONS, checkCsvOptions } from './options/csv-options.ts'
import { leastRecords, PLACE_OPTIONS, type PlaceHow, recordsPlace } from './options/place-options.ts'
import { checkRangeFields } from './options/range-fields.ts'

const LISTED = 10_000
const MAX_CACHE = 1_000_000

export interface CheckedOptions {
  /** What the thread is told. */
  readonly how: Pick<
    TableJobOptions,
    'key' | 'keyModule' | 'duplicates' | 'isByPosition' | 'columns' | 'plan' | 'csv' | 'ranges' | 'indexes'
  > &
    PlaceHow
  /** What has fewer records isn't published. */
  readonly least: number
  readonly cache: number
  /** What each record must match. */
  readonly row: StandardSchemaV1 | undefined
  /** How many keys of each kind of change are listed; `undefined`: none is looked for. */
  readonly most: number | undefined
}

/** @throws TypeError for options that can't be */
export function checkTableOptions(options: TableOptions & RowSchemaOptions): CheckedOptions {
  checkRecord('table', 'options', options, [
    ...['key', 'duplicates', 'columns', 'cache', 'changes', 'indexes', 'row'],
    ...PLACE_OPTIONS,
    ...CSV_OPTIONS,
  ])
  const csv = checkCsvOptions('table', options)
  const { format } = options
  if (csv !== undefined && options.key === undefined)
    throw unexpected('table', 'key', 'the name of a column', options.key)
  if ((format === 'ndjson' || format === 'json-seq') && options.key === undefined)
    throw unexpected('table', 'key', 'the name of a field', options.key, '`rows()` reads records without one')
  return {
    how: {
      ...recordsPlace('table', options),
      ...checkKey(options.key),
      duplicates: checkDuplicates(options.duplicates),
      ...checkColumns('table', options.columns),
      csv,
      indexes: checkIndexes('table', options.indexes),
    },
    least: leastRecords('table', options),
    cache: checkCache(options.cache),
    row: checkSchema('table', 'row', options.row),
    most: checkChanges(options.changes),
  }
}

/** @throws TypeError for options that can't be */
export function checkRowsOptions(options: RowsOptions & RowSchemaOptions, of = 'rows'): CheckedOptions {
  checkRecord(of, 'options', options, ['columns', 'indexes', 'row', ...PLACE_OPTIONS, ...CSV_OPTIONS])
  const columns = checkColumns(of, options.columns)
  const csv = checkCsvOptions(of, options)
  const indexes = checkIndexes(of, options.indexes)
  return {
    how: { ...recordsPlace(of, options), isByPosition: true, ...columns, csv, indexes },
    least: leastRecords(of, options),
    cache: 0,
    row: checkSchema(of, 'row', options.row),
    most: undefined,
  }
}

/** @throws TypeError for options that can't be */
export function checkRangesOptions(options: RangesOptions & RowSchemaOptions): CheckedOptions {
  checkRecord('ranges', 'options', options)
  const { from, to, cidr, overlaps, ...ofRows } = options
  const ranges = checkRangeFields({ from, to, cidr, overlaps })
  const checked = checkRowsOptions(ofRows, 'ranges')
  return { ...checked, how: { ...checked.how, ranges } }
}

/** A layout that is none of columns says that none are to be made. */
function checkColumns(
  of: string,
  columns: TableOptions['columns'],
): Pick<TableJobOptions, 'columns' | 'plan'> {
  if (columns === undefined) return {}
  if (typeof columns !== 'object' || columns === null) return { columns: checkFlag(of, 'columns', columns) }
  const plan = checkLayout(of, columns)
  return plan === undefined ? { columns: false } : { plan }
}

function checkCache(cache: TableOptions['cache'] = 0): number {
  if (isCount(cache) && cache <= MAX_CACHE) return cache
  throw unexpected('table', 'cache', `a whole number from 0 to ${MAX_CACHE}`, cache)
}

function checkChanges(changes: TableOptions['changes'] = false): number | undefined {
  if (typeof changes === 'boolean') return changes ? LISTED : undefined
  if (isCount(changes)) return changes
  throw unexpected('table', 'changes', 'a boolean or a whole number, at least 0', changes)
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
