/**
 * The numbers by which the converter of CSV and its host understand each other.
 *
 * Written by `npm run wasm`, of `assembly/csv/protocol.ts`.
 *
 * @module
 */

/** How a call ends. */
export const OUTCOME = {
  /** The document is at its end, and so is the output. */
  done: 0,
  /** The converter needs more bytes. */
  more: 1,
  /** The document is refused: `fault` tells why, `faultOffset` where. */
  bad: 2,
  /** The output has no room left: the host takes it, and calls again without bytes. */
  full: 3,
  /** The output is the header, an array of names in JSON. */
  header: 4,
  /** The row that was looked for begins at `position`. */
  found: 5,
} as const

/** What the fields of a column become. */
export const CELL = {
  text: 0,
  number: 1,
  boolean: 2,
  /** It is looked at what they could become. */
  guess: 3,
} as const

/** What the fields of a column that was looked at could become, as bits. */
export const GUESS = {
  number: 1,
  boolean: 2,
  /** Some field wasn't empty. */
  filled: 4,
} as const

/** Why a document is refused. */
export const FLAW = {
  utf8: 1,
  quoteWithin: 2,
  afterQuote: 3,
  unclosed: 4,
  loneReturn: 5,
  tooMany: 6,
  tooFew: 7,
  number: 8,
  boolean: 9,
} as const

/** The memory that the converter has, in bytes. */
export const ROOM = {
  /** What it takes at once. */
  input: 65536,
  /** What it makes at once; a header has to fit, too. */
  output: 131072,
} as const
