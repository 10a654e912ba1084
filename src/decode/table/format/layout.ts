/**
 * The numbers in the memory of a table that is built: the scanner writes them, and every reader knows them.
 *
 * Written by `npm run wasm`, of `assembly/layout.ts`.
 *
 * @module
 */

/** Whether a row of a column has a value, in the column's `absent`. */
export const ABSENCE = {
  there: 0,
  null: 1,
  /** The object has no such field. */
  missing: 2,
  /** The object around it is absent; only while columns are built, afterwards it is 0. */
  blank: 3,
} as const

/** An entry of the index is `[head] [row] [length, of a long key only] [key, filled up with zeros]`, in words of 32 bits. */
export const ENTRY = {
  /** A key of so many bytes is long: the length in its head is this one, and the true one has a word of its own. */
  longKey: 255,
  /** Words before a short key, and before a long one. */
  shortKeyAt: 2,
  longKeyAt: 3,
  /** A head has the length in its highest eight bits, and below them the hash without its lowest eight. */
  lengthShift: 24,
  hashShift: 8,
} as const

/** A key of several parts is one text. Within a part each of these two is the escape, and the character that follows it. */
export const JOIN = {
  /** Between two parts. */
  separator: 0,
  escape: 1,
} as const
