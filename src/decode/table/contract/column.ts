/** What users ask one field of all records, without building any of them. @module */

// `Value` is left to its default: by it TypeScript still takes a column of one type for one of any.

/**
 * One field of all records. Rows count from 0 in the order of the document; a record that lost to another one of the same
 * key is left out, and its row with it. From a table that is kept as a document every value is read through its whole
 * record, which is slow.
 */
export interface ColumnVector<T> {
  /** The value in a row; `undefined` where there is no such row, or no such field in it. */
  at(row: number): T | undefined
  /**
   * One value for each record, in their order. Numbers that all rows have, and that aren't kept as decimals, come as a
   * typed array over the memory that all threads share; `'buffer' in values` tells. Whoever writes to it by a cast changes
   * the table for every reader in every thread. Anything else is read one by one, as often as it is iterated.
   */
  values<Value = T>(): ValuesOf<Value>
  /** Calls back for each record in their order. What is returned is ignored. */
  forEach(call: (value: T, row: number) => void): void
  /**
   * The sum of the numbers; rows that are `null`, or without the field, are passed over, and of none it is 0. Whole numbers
   * and decimals that are kept as such are added exactly, and rounded once: 0.1 and 0.2 are 0.3. Doubles are added one
   * after the other.
   *
   * @throws TypeError for values that are no numbers
   */
  sum(): number
  /** The least number; `undefined` where there is none. @throws TypeError for values that are no numbers */
  min(): number | undefined
  /** The greatest number; `undefined` where there is none. @throws TypeError for values that are no numbers */
  max(): number | undefined
  /**
   * In how many records the field is this text, number or boolean, `null`, or missing (`undefined`). Of texts the codes in
   * the dictionary are compared, so none of them is decoded.
   *
   * @throws TypeError for an object or a list
   */
  count(value: T | null | undefined): number
}

/** The field of a keyed table. */
export interface Column<T, Key = string> extends ColumnVector<T> {
  /** `undefined` also where the record has no such field. */
  get(key: Key): T | undefined
}

export type ValuesOf<T> = number extends T ? NumberView | ColumnValues<T> : ColumnValues<T>

/** Values that are read one by one. */
export interface ColumnValues<T> extends Iterable<T> {
  /** How many records there are. */
  readonly length: number
}

/**
 * A typed array that may be read only. It is a `Uint8Array`, `Int8Array`, `Uint16Array`, `Int16Array`, `Uint32Array`,
 * `Int32Array` or `Float64Array`: the narrowest that has room for all values.
 */
export interface NumberView extends ColumnValues<number> {
  readonly [row: number]: number
  readonly buffer: SharedArrayBuffer
  readonly byteOffset: number
  readonly byteLength: number
  readonly BYTES_PER_ELEMENT: number
  readonly [Symbol.toStringTag]: string
  at(row: number): number | undefined
  includes(value: number, from?: number): boolean
  indexOf(value: number, from?: number): number
  lastIndexOf(value: number, from?: number): number
  forEach(call: (value: number, row: number) => void): void
  reduce<R>(call: (so: R, value: number, row: number) => R, first: R): R
}

/** A field, or one within others: `'dims.w'`, and `['a.b']` where a name has a dot in it. */
export type FieldPath = string | readonly string[]

/** What a callback of `scan` is given: a value for each path, and the row. */
export type Scanned<Row, Paths extends readonly FieldPath[]> = [
  ...{ [At in keyof Paths]: ValueAt<Row, Paths[At]> },
  row: number,
]

/** The type of the value at a path; `unknown` where the type of the record doesn't tell. */
export type ValueAt<Row, Path> = Path extends readonly [infer Name, ...infer Rest]
  ? Rest extends readonly []
    ? FieldOf<Row, Name>
    : ValueAt<FieldOf<Row, Name>, Rest>
  : Path extends `${infer Name}.${infer Rest}`
    ? ValueAt<FieldOf<Row, Name>, Rest>
    : FieldOf<Row, Path>

/** Within an object that may be absent, its fields may be, too. */
type FieldOf<Row, Name> = Name extends keyof NonNullable<Row>
  ? NonNullable<Row>[Name] | (Row extends null | undefined ? undefined : never)
  : unknown
