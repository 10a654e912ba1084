/**
 * The numbers by which the converter of CSV and its host understand each other. They stand here only: `npm run wasm` writes
 * `csv/protocol.ts` of them.
 *
 * @module
 */

/** How a call ends. */
export namespace Outcome {
  /** The document is at its end, and so is the output. */
  export const DONE: i32 = 0
  /** The converter needs more bytes. */
  export const MORE: i32 = 1
  /** The document is refused: `fault` tells why, `faultOffset` where. */
  export const BAD: i32 = 2
  /** The output has no room left: the host takes it, and calls again without bytes. */
  export const FULL: i32 = 3
  /** The output is the header, an array of names in JSON. */
  export const HEADER: i32 = 4
  /** The row that was looked for begins at `position`. */
  export const FOUND: i32 = 5
}

/** What the fields of a column become. */
export namespace Cell {
  export const TEXT: u32 = 0
  export const NUMBER: u32 = 1
  export const BOOLEAN: u32 = 2
  /** It is looked at what they could become. */
  export const GUESS: u32 = 3
}

/** What the fields of a column that was looked at could become, as bits. */
export namespace Guess {
  export const NUMBER: u32 = 1
  export const BOOLEAN: u32 = 2
  /** Some field wasn't empty. */
  export const FILLED: u32 = 4
}

/** Why a document is refused. */
export namespace Flaw {
  export const UTF8: i32 = 1
  export const QUOTE_WITHIN: i32 = 2
  export const AFTER_QUOTE: i32 = 3
  export const UNCLOSED: i32 = 4
  export const LONE_RETURN: i32 = 5
  export const TOO_MANY: i32 = 6
  export const TOO_FEW: i32 = 7
  export const NUMBER: i32 = 8
  export const BOOLEAN: i32 = 9
}

/** The memory that the converter has, in bytes. */
export namespace Room {
  /** What it takes at once. */
  export const INPUT: i32 = 65536
  /** What it makes at once; a header has to fit, too. */
  export const OUTPUT: i32 = 131072
}
