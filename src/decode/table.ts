/** A large payload as a table: its records are read one at a time from memory that all threads share. @module */

import { makesDeserialize, withKeysBeside } from './decoder.ts'
import type { RowSchemaOptions, Table, TableKey, TableOptions } from './table/contract.ts'
import { checkTableOptions } from './table/options.ts'
import { recordsDecoder } from './table/records-decoder.ts'

export type {
  Column,
  ColumnValues,
  ColumnVector,
  CsvOptions,
  CsvType,
  FieldLayout,
  FieldPath,
  FieldQuery,
  FoundFrom,
  FoundRecords,
  IndexSpec,
  KeyMaker,
  NumberView,
  PlaceOptions,
  Queries,
  RangesOptions,
  RangeTable,
  RowSchemaOptions,
  Rows,
  RowsOptions,
  Scanned,
  Table,
  TableChanges,
  TableKey,
  TableLayout,
  TableOptions,
} from './table/contract.ts'
export { ranges } from './table/ranges.ts'
export { rows } from './table/rows.ts'

/** Makes a table of a payload. */
type ToTable<Row, Key> = (bytes: Uint8Array) => Promise<Table<Row, Key>>

type Options<Row> = TableOptions & RowSchemaOptions<Row>
type KeyedBy<Row, Parts> = Options<Row> & { readonly key: Parts }

/**
 * Reads JSON, NDJSON or CSV as a keyed table: `deserialize: table<Product>({ key: 'id' })`.
 *
 * With `row: schema` the type of records is what the schema takes, and each record is held to it before it is published.
 *
 * What is large is inflated, checked and indexed in another thread; then a reader pays for the record that it reads, and
 * for no other. As strict as `JSON.parse` of strict UTF-8, except for nesting, which may be 65,536 deep.
 *
 * @throws TypeError for options that can't be; the promise is rejected with `ERR_TERM_DESERIALIZE` for a payload that is no
 * such table. The message tells where, and quotes nothing.
 */
export function table<Row>(
  options?: Options<Row> & { readonly key?: string | URL | undefined },
): ToTable<Row, string>
export function table<Row>(
  options: KeyedBy<Row, readonly [string, string]>,
): ToTable<Row, readonly [string, string]>
export function table<Row>(
  options: KeyedBy<Row, readonly [string, string, string]>,
): ToTable<Row, readonly [string, string, string]>
export function table<Row>(options: KeyedBy<Row, readonly string[]>): ToTable<Row, readonly string[]>
export function table<Row>(options: Options<Row>): ToTable<Row, TableKey>
export function table<Row>(options: Options<Row> = {}): ToTable<Row, TableKey> {
  const checked = checkTableOptions(options)
  const deserialize = recordsDecoder(checked) as ToTable<Row, TableKey>
  return checked.how.key === undefined ? withKeysBeside(deserialize) : deserialize
}

makesDeserialize(table)
