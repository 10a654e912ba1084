/** What users hold, one version of a keyed table, and what they may ask for. @module */

import type { Column, FieldPath, Scanned } from './contract/column.ts'
import type { CsvOptions } from './contract/csv.ts'
import type { TableLayout } from './contract/layout.ts'
import type { PlaceOptions } from './contract/place.ts'
import type { IndexSpec, Queries } from './contract/queries.ts'
import type { RangeFieldOptions, RangeSearch } from './contract/ranges.ts'

export type {
  Column,
  ColumnValues,
  ColumnVector,
  FieldPath,
  NumberView,
  Scanned,
} from './contract/column.ts'
export type { CsvHow, CsvOptions, CsvType } from './contract/csv.ts'
export type { KeyMaker } from './contract/key-maker.ts'
export type { FieldLayout, TableLayout } from './contract/layout.ts'
export type { PlaceOptions } from './contract/place.ts'
export type { FieldQuery, FoundFrom, FoundRecords, IndexSpec, Queries } from './contract/queries.ts'
export type { RowSchemaOptions } from './contract/row-schema.ts'
export type { LinesOptions, TextSet, TextSetChanges } from './contract/text-set.ts'

/** What a record is named by: a text, or a list of texts, one for each part of the key. */
export type TableKey = string | readonly string[]

/**
 * A keyed table of records in shared memory. It stays valid and as it is for as long as someone holds it.
 *
 * `Key` is text; with a key of several parts a list of texts: `get(['de', 'EUR'])`.
 */
export interface Table<Row, Key = string> extends Iterable<[Key, Row]>, Queries<Row, Key> {
  /** How many keys. */
  readonly size: number
  /** Are the records kept as the bytes that came, or as columns? */
  readonly kind: 'document' | 'columns'
  /** The memory that all threads share, in bytes. */
  readonly byteLength: number
  /** How many parts a key has: 1 where it is a text. */
  readonly keyParts: number
  /**
   * What stands around the records, where `at` leads to them: the document with `null` in their place, parsed and frozen;
   * `undefined` where they are the document.
   */
  readonly envelope: unknown
  /** A new object at each call, but for a record that the `cache` holds: that one is frozen. */
  get(key: Key): Row | undefined
  has(key: Key): boolean
  /** In the order in which the document has them; so do `values` and `entries`. */
  keys(): IterableIterator<Key>
  values(): IterableIterator<Row>
  entries(): IterableIterator<[Key, Row]>
  getMany(keys: Iterable<Key>): (Row | undefined)[]
  /** The record as JSON: as it came in a document; written anew from columns. */
  raw(key: Key): string | undefined
  /**
   * Reads one field of the records without building them; a path for nested ones: `column('dims', 'w')`. From a document a
   * field is read through its whole record.
   */
  column<Name extends keyof Row & string>(name: Name): Column<Row[Name], Key>
  column(name: string, ...path: string[]): Column<unknown, Key>
  /**
   * Calls back for each record in their order with the values of some fields, and no object around them:
   * `scan(['price', 'dims.w'], (price, width, row) => ...)`. A name with a dot in it is given as a list: `['a.b']`. Up to
   * four fields cost nothing but their values. What is returned is ignored: no value of an arrow function may end a scan
   * by chance.
   *
   * @throws TypeError for what is no path, or no function
   */
  scan<const Paths extends readonly FieldPath[], Record = Row>(
    paths: Paths,
    call: (...given: Scanned<Record, Paths>) => void,
  ): void
  /**
   * How the records are kept: of each field the kind, the memory, the rows without a value, and why. Plain JSON, which the
   * option `columns` takes. A new object at each call.
   */
  layout(): TableLayout
  /** Against the version that came before, live or not, where `changes` was asked for. */
  readonly changes: TableChanges<Key> | undefined
}

/**
 * An array, or lines, of records or any other JSON, in shared memory, read by position from 0 on. It stays valid and as it is
 * for as long as someone holds it.
 */
export interface Rows<Row> extends Iterable<Row>, Queries<Row, number> {
  /** How many records. */
  readonly size: number
  /** Are the records kept as the bytes that came, or as columns? */
  readonly kind: 'document' | 'columns'
  /** The memory that all threads share, in bytes. */
  readonly byteLength: number
  /**
   * What stands around the records, where `at` leads to them: the document with `null` in their place, parsed and frozen;
   * `undefined` where they are the document.
   */
  readonly envelope: unknown
  /** A new object at each call; `undefined` where there is no such position. */
  get(position: number): Row | undefined
  has(position: number): boolean
  /** The positions, as of an array. */
  keys(): IterableIterator<number>
  values(): IterableIterator<Row>
  getMany(positions: Iterable<number>): (Row | undefined)[]
  /** The record as JSON: as it came in a document; written anew from columns. */
  raw(position: number): string | undefined
  /** Reads one field of the records without building them, as `column` of a table does. */
  column<Name extends keyof Row & string>(name: Name): Column<Row[Name], number>
  column(name: string, ...path: string[]): Column<unknown, number>
  /** How the records are kept, as `layout` of a table tells. */
  layout(): TableLayout
  /** Calls back for each record with the values of some fields, as `scan` of a table does. */
  scan<const Paths extends readonly FieldPath[], Record = Row>(
    paths: Paths,
    call: (...given: Scanned<Record, Paths>) => void,
  ): void
}

/** Which keys differ from the version before. */
export interface TableChanges<Key = string> {
  readonly added: readonly Key[]
  readonly removed: readonly Key[]
  readonly changed: readonly Key[]
  /** How many there are of each, also where there are too many to be listed. */
  readonly counts: { readonly added: number; readonly removed: number; readonly changed: number }
  /** Are all listed? */
  readonly complete: boolean
}

/** How a table is made of a payload. */
export interface TableOptions extends CsvOptions, PlaceOptions {
  /**
   * `'json'`: one array, or one object. `'ndjson'`: a record a line. `'json-seq'`: a record behind each record separator, as
   * RFC 7464 has it. The last two need a `key`.
   *
   * `'csv'` and `'tsv'`: a record a row, as RFC 4180 has it, in UTF-8; it needs a `key`. Its records are objects, with a field
   * for each column.
   *
   * @defaultValue one of the first three, by the first byte
   */
  readonly format?: 'json' | 'ndjson' | 'json-seq' | 'csv' | 'tsv' | undefined
  /**
   * The field whose value is the key: the payload is an array of records, or NDJSON, one record a line. A dot leads into an
   * object: `a.id`; `a\\.id` is a field whose name has the dot. A list of 2 to 16 fields is a key of several parts:
   * `['locale', 'code']`, which is read by `get(['de', 'EUR'])`. Left out: the payload is one object, keyed by its property
   * names.
   *
   * Values are strings, or whole numbers, which become text: as `String` writes them, however they are spelled (`1.0`, `1e3`);
   * beyond 2^53 by their digits. A record whose key is anything else, or missing, refuses the payload.
   *
   * The URL of a module's file, as `new URL('./key.js', import.meta.url)`: its default export, or else its `key`, is called with
   * each record and returns the key, a text that isn't empty or a whole number. It runs in another thread, whatever the size.
   */
  readonly key?: string | readonly string[] | URL | undefined
  /**
   * What becomes of a payload that has a key twice. `refuse`: it is refused, and the place of the first such record is named, and
   * how many there are; `last`, `first`: that record counts, at the place of the first, and the others are in nothing that the
   * table gives. Of one object with a name twice `JSON.parse` takes the last.
   *
   * @defaultValue refuse
   */
  readonly duplicates?: 'refuse' | 'last' | 'first' | undefined
  /**
   * Keep the records as columns? `true`: a payload whose records have nothing in common is refused; `false`: never. A layout,
   * which `layout()` of another table gave: these columns and no others, so that nothing is guessed; a record that doesn't fit
   * is refused, with its field and why. What no field can hold in one form has the kind `json`.
   *
   * @defaultValue by itself, where records have something in common
   */
  readonly columns?: boolean | TableLayout | undefined
  /**
   * The indexes that a table is published with: `{ equal: 'country' }` for `where('country').is(...)`, `{ range: 'price' }`,
   * `{ prefix: 'name' }`; a field within another is `'dims.w'`. They are built in the thread that builds the table, before it
   * is published, and all threads share them.
   *
   * @defaultValue none; `where` has those built that it needs, after its first answer
   */
  readonly indexes?: readonly IndexSpec[] | undefined
  /**
   * How many records to keep decoded, the latest used, in each thread.
   *
   * @defaultValue 0
   */
  readonly cache?: number | undefined
  /**
   * Tell which keys were added, removed or changed; a number: list at most so many of each.
   * They are told against the version that came before, which under a pin may be one that was never live.
   *
   * @defaultValue false; `true` lists at most 10,000 of each
   */
  readonly changes?: boolean | number | undefined
}

/** How rows are made of a payload. */
export interface RowsOptions extends CsvOptions, PlaceOptions {
  /**
   * `'json'`: one array. `'ndjson'`: a record a line. `'json-seq'`: a record behind each record separator, as RFC 7464 has it.
   * `'csv'` and `'tsv'`: a record a row, as RFC 4180 has it.
   *
   * @defaultValue one of the first three, by the first byte: lines of arrays need `'ndjson'`
   */
  readonly format?: TableOptions['format']
  /**
   * Keep the records as columns? `true`: a payload whose records have nothing in common is refused; `false`: never; a layout:
   * these columns and no others, as of a table.
   *
   * @defaultValue by itself, where records have something in common
   */
  readonly columns?: boolean | TableLayout | undefined
  /**
   * The indexes that they are published with: `{ equal: 'country' }` for `where('country').is(...)`, `{ range: 'price' }`,
   * `{ prefix: 'name' }`; a field within another is `'dims.w'`. They are built in the thread that builds the rows, before they
   * are published, and all threads share them.
   *
   * @defaultValue none; `where` has those built that it needs, after its first answer
   */
  readonly indexes?: readonly IndexSpec[] | undefined
}

/** Records that are each of a range of addresses or numbers, in shared memory. */
export interface RangeTable<Row> extends Rows<Row>, RangeSearch<Row> {}

/** How ranges are made of a payload. */
export interface RangesOptions extends RowsOptions, RangeFieldOptions {}
