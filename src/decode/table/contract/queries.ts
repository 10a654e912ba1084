/** What users may ask of a table by any field of its records, and what they find. @module */

import type { FieldPath } from './column.ts'

/** An index that a table is published with. */
export type IndexSpec =
  /** For `is`: 4 bytes a record, and up to 4 more for each different value. */
  | { readonly equal: FieldPath }
  /** For `from`, `above`, `to` and `below` with numbers: 4 bytes a record. */
  | { readonly range: FieldPath }
  /** For `startsWith`, and for `from`, `above`, `to` and `below` with texts: 4 bytes a record. */
  | { readonly prefix: FieldPath }

/**
 * The records that were found. Nothing is built before it is asked for: neither a record nor a list of them. It belongs to one
 * version of the table, as the table does, and holds it.
 */
export interface FoundRecords<Row, Key = string> extends Iterable<Row> {
  /** How many records. */
  readonly size: number
  /** `undefined` where none was found. */
  first(): Row | undefined
  /** The records, each a new object; to iterate over what was found is the same. */
  values(): IterableIterator<Row>
  keys(): IterableIterator<Key>
  entries(): IterableIterator<[Key, Row]>
  /** The rows, counted from 0 in the order of the document: a copy. */
  rows(): Uint32Array
  /** One field of the records that were found, without building them: `column('price').values()`. */
  column(name: string, ...path: string[]): { values(): IterableIterator<unknown> }
  /** At most `count` of them, without the first `skip`. */
  limit(count: number, skip?: number): FoundRecords<Row, Key>
}

/** What was found from a bound on; by `to` or `below` only what lies up to another one. */
export interface FoundFrom<Row, Key = string> extends FoundRecords<Row, Key> {
  /** Up to this number or text, itself included. */
  to(value: number | string): FoundRecords<Row, Key>
  /** Up to this number or text, without it. */
  below(value: number | string): FoundRecords<Row, Key>
}

/** Finds records by the value of a field. */
export interface ByValue<Row, Value, Key = string> {
  /**
   * The records whose field is this very value, in the order of the document: text, a number (`-0` and `0` are the same),
   * a boolean, `null`, or `undefined` where the field is missing. Lists and objects are equal to nothing.
   *
   * @throws TypeError for any other value, and for `NaN`, which no JSON has
   */
  is(value: Value | null | undefined): FoundRecords<Row, Key>
}

/**
 * Finds records between bounds: between numbers those whose field is a number, between texts those whose field is text.
 * What is found comes from the least on, equal ones in the order of the document; texts are in the order of their code points,
 * which is that of UTF-8.
 *
 * @throws TypeError for a bound that is neither, for `NaN`, and for two bounds of different kinds
 */
export interface ByRange<Row, Key = string> {
  /** From this number or text on, itself included. */
  from(value: number | string): FoundFrom<Row, Key>
  /** Beyond this number or text. */
  above(value: number | string): FoundFrom<Row, Key>
  /** Up to this number or text, itself included. */
  to(value: number | string): FoundRecords<Row, Key>
  /** Up to this number or text, without it. */
  below(value: number | string): FoundRecords<Row, Key>
}

/** Finds records by the beginning of a text. */
export interface ByPrefix<Row, Key = string> {
  /**
   * The records whose field is a text that begins so, in the order of these texts. Compared are whole code points: half of a
   * surrogate pair is the beginning of no pair.
   *
   * @throws TypeError for anything but text
   */
  startsWith(text: string): FoundRecords<Row, Key>
}

/** All that may be asked by one field. */
export interface FieldQuery<Row, Value, Key = string>
  extends ByValue<Row, Value, Key>,
    ByRange<Row, Key>,
    ByPrefix<Row, Key> {}

/** An index that may still be in the making: until it is there, answers come from a look at the whole column. */
export interface IndexedQuery {
  /** Resolves when the index is there. */
  ready(): Promise<void>
}

/** The ways to ask by another field than the key. */
export interface Queries<Row, Key = string> {
  /**
   * Finds records by a field. The first answer comes from a look at the whole column; meanwhile the index for it is built in
   * the background, and later versions have it from the beginning, for as long as it is used.
   */
  where<Name extends keyof Row & string>(name: Name): FieldQuery<Row, Row[Name], Key>
  where(path: FieldPath): FieldQuery<Row, unknown, Key>
  /** Finds records by the value of a field, and begins to build the index for it. */
  index<Name extends keyof Row & string>(name: Name): ByValue<Row, Row[Name], Key> & IndexedQuery
  index(path: FieldPath): ByValue<Row, unknown, Key> & IndexedQuery
  /** Finds records between numbers, and begins to build the index for it. */
  range(path: FieldPath): ByRange<Row, Key> & IndexedQuery
  /** Finds records by the beginning of a text or between texts, and begins to build the index for it. */
  prefix(path: FieldPath): ByPrefix<Row, Key> & ByRange<Row, Key> & IndexedQuery
}
