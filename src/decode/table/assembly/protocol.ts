/**
 * The numbers by which the scanner and its host understand each other. They stand here only: `npm run wasm` writes
 * `scanner/protocol.ts` of them.
 *
 * @module
 */

/** How a call ends. */
export namespace Status {
  /** The document is at its end, or the index is built. */
  export const DONE: i32 = 0
  /** The scan needs more bytes. */
  export const MORE: i32 = 1
  /** The document is refused: `fault` tells why, `faultOffset` where. */
  export const BAD: i32 = 2
  /** There is no memory left. */
  export const FULL: i32 = 3
  /** The scan waits at a record, so that the host can look at it. */
  export const STOPPED: i32 = 4
  /** The scan goes on by itself; the host never sees this one. */
  export const GO: i32 = 5
  /** A bucket of the index has more keys than it may have. */
  export const CROWDED: i32 = 6
  /** The scan waits at a record that fits, so that the host can look at what kind of value it is. */
  export const LOOK: i32 = 7
}

/** How the records of a document come. */
export namespace Format {
  /** As its first byte says. */
  export const ANY: i32 = 0
  /** In one array or object. */
  export const JSON: i32 = 1
  /** In lines. */
  export const NDJSON: i32 = 2
  /** Behind a record separator each (RFC 7464). */
  export const JSON_SEQ: i32 = 3
}

/** What becomes of each record. */
export namespace Sink {
  /** The scanner notes where it begins and ends. */
  export const SPANS: i32 = 0
  /** The scanner encodes it into columns. */
  export const COLUMNS: i32 = 1
  /** The host looks at it. */
  export const EACH: i32 = 2
}

/** Why a document is refused. */
export namespace Fault {
  export const SYNTAX: i32 = 1
  export const UTF8: i32 = 2
  export const DEPTH: i32 = 3
  export const NO_OBJECT: i32 = 4
  export const NO_RECORD: i32 = 5
  export const NO_KEY: i32 = 6
  export const KEY_TYPE: i32 = 7
  export const NO_NEWLINE: i32 = 8
  export const NO_TEXT: i32 = 9
  export const KEY_FRACTION: i32 = 10
  export const KEY_LARGE: i32 = 11
  /** An array, of which nobody said how its records are told apart. */
  export const ARRAY: i32 = 12
  /** There is nothing at the place where the records are said to be. */
  export const NO_PLACE: i32 = 13
  /** A name on the way to that place comes again. */
  export const PLACE_TWICE: i32 = 14
  /** The first of the records is a string. */
  export const TEXTS: i32 = 15
  /** A line ends within a record. */
  export const LINE_BREAK: i32 = 16
  /** A record of a JSON text sequence has no separator in front of it. */
  export const NO_SEPARATOR: i32 = 17
  /** What stands around the records is too large. */
  export const ENVELOPE: i32 = 18
}

/** How a document of texts is read: the sum of what holds. */
export namespace Texts {
  /** They are the strings of one array, and not lines. */
  export const JSON: u32 = 1
  /** Spaces, tabs and carriage returns around a line aren't part of it. */
  export const TRIM: u32 = 2
  /** Large letters of ASCII become small ones. */
  export const CASELESS: u32 = 4
}

/** Which record counts where several have one key. */
export namespace Duplicates {
  /** None: they are counted, and the document is refused. */
  export const REFUSE: i32 = 0
  export const LAST: i32 = 1
  export const FIRST: i32 = 2
}

/** What a scanner refuses to go beyond. */
export namespace Limit {
  /** Lists and objects within each other. */
  export const DEPTH: u32 = 65536
  /** Bytes of what stands around the records. */
  export const ENVELOPE: u32 = 1048576
  /** As many records are looked at to tell a wrapper from a table, one more than a wrapper has members. */
  export const LOOKED_AT: u32 = 17
  /** And so many bytes of each. */
  export const LOOKED_BYTES: u32 = 65536
  /** Parts of a key, and names on the way to one. */
  export const KEY_PARTS: u32 = 16
  /** Orders in which the objects of a column have their fields, beside that of the plan. */
  export const ORDERS: u32 = 4096
  /** Records that columns have no place for, and are kept as text: so many, and one in so many. */
  export const ODD_FEW: u32 = 16
  export const ODD_SHARE: u32 = 8
  /** Bytes of such a record. */
  export const ODD_BYTES: u32 = 4194304
}

/** What the values of a column are. */
export namespace Kind {
  /** Nothing but `null` so far. */
  export const UNKNOWN: u32 = 0
  export const NUMBER: u32 = 1
  export const BOOLEAN: u32 = 2
  export const STRING: u32 = 3
  /** The same text as the key of the record. */
  export const KEY: u32 = 4
  export const LIST: u32 = 5
  export const OBJECT: u32 = 6
  /** Whatever it is: the text of its JSON. */
  export const JSON: u32 = 7
  /** An object of any names, all of whose values are of one kind. */
  export const MAP: u32 = 8
}

/** The types of array that numbers can be kept in, the narrowest first. */
export namespace Form {
  export const U8: u32 = 0
  export const I8: u32 = 1
  export const U16: u32 = 2
  export const I16: u32 = 3
  export const U32: u32 = 4
  export const I32: u32 = 5
  export const F64: u32 = 6
}
