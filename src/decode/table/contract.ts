/** What users hold, one version of a keyed table, and what they may ask for. @module */

export type { LinesOptions, TextSet, TextSetChanges } from './contract/text-set.ts'

/** A keyed table of records in shared memory. It stays valid and as it is for as long as someone holds it. */
export interface Table<Row> extends Iterable<[string, Row]> {
  /** How many keys. */
  readonly size: number
  /** Are the records kept as the bytes that came, or as columns? */
  readonly kind: 'document' | 'columns'
  /** The memory that all threads share, in bytes. */
  readonly byteLength: number
  /** A new object at each call, but for a record that the `cache` holds: that one is frozen. */
  get(key: string): Row | undefined
  has(key: string): boolean
  /** In the order in which the document has them; so do `values` and `entries`. */
  keys(): IterableIterator<string>
  values(): IterableIterator<Row>
  entries(): IterableIterator<[string, Row]>
  getMany(keys: Iterable<string>): (Row | undefined)[]
  /** The record as JSON: as it came in a document; written anew from columns. */
  raw(key: string): string | undefined
  /**
   * Reads one field of the records without building them; a path for nested ones: `column('dims', 'w')`. From a document a
   * field is read through its whole record.
   */
  column<Name extends keyof Row & string>(name: Name): Column<Row[Name]>
  column(name: string, ...path: string[]): Column<unknown>
  /** Against the version that was published before, where `changes` was asked for. */
  readonly changes: TableChanges | undefined
}

export interface Column<T> {
  /** `undefined` also where the record has no such field. */
  get(key: string): T | undefined
  /** One for each record, in their order. */
  values(): IterableIterator<T | undefined>
}

/** Which keys differ from the version before. */
export interface TableChanges {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
  /** How many there are of each, also where there are too many to be listed. */
  readonly counts: { readonly added: number; readonly removed: number; readonly changed: number }
  /** Are all listed? */
  readonly complete: boolean
}

/** How a table is made of a payload. */
export interface TableOptions {
  /**
   * The field whose value is the key: the payload is an array of records, or NDJSON, one record a line. Its values are
   * strings or whole numbers. Left out: the payload is one object, keyed by its property names.
   * An empty array or object is a table without records; a payload that is empty, or white space alone, is refused.
   */
  readonly key?: string | undefined
  /**
   * Keep the records as columns? `true`: a payload whose records have no common shape is refused; `false`: never.
   *
   * @defaultValue by itself, where every record fits
   */
  readonly columns?: boolean | undefined
  /**
   * How many records to keep decoded, the latest used, in each thread.
   *
   * @defaultValue 0
   */
  readonly cache?: number | undefined
  /**
   * Tell which keys were added, removed or changed; a number: list at most so many of each.
   *
   * @defaultValue false; `true` lists at most 10,000 of each
   */
  readonly changes?: boolean | number | undefined
}
