/** What a module exports that makes the keys of a table. @module */

/** Makes the key of a record: a text that isn't empty, or a whole number, which becomes text. The record is a copy. */
export type KeyMaker<Row> = (row: Row) => string | number
