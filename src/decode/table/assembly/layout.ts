/**
 * The numbers in the memory of a table that is built: the scanner writes them, and every reader knows them. They stand here
 * only: `npm run wasm` writes `format/layout.ts` of them.
 *
 * @module
 */

/** Whether a row of a column has a value, in the column's `absent`. */
export namespace Absence {
  export const THERE: u32 = 0
  export const NULL: u32 = 1
  /** The object has no such field. */
  export const MISSING: u32 = 2
  /** The object around it is absent; only while columns are built, afterwards it is 0. */
  export const BLANK: u32 = 3
}

/** An entry of the index is `[head] [row] [length, of a long key only] [key, filled up with zeros]`, in words of 32 bits. */
export namespace Entry {
  /** A key of so many bytes is long: the length in its head is this one, and the true one has a word of its own. */
  export const LONG_KEY: u32 = 255
  /** Words before a short key, and before a long one. */
  export const SHORT_KEY_AT: u32 = 2
  export const LONG_KEY_AT: u32 = 3
  /** A head has the length in its highest eight bits, and below them the hash without its lowest eight. */
  export const LENGTH_SHIFT: u32 = 24
  export const HASH_SHIFT: u32 = 8
}

/** A key of several parts is one text. Within a part each of these two is the escape, and the character that follows it. */
export namespace Join {
  /** Between two parts. */
  export const SEPARATOR: u32 = 0
  export const ESCAPE: u32 = 1
}
