/**
 * The numbers by which the scanner and its host understand each other.
 *
 * Written by `npm run wasm`, of `assembly/protocol.ts`.
 *
 * @module
 */

/** How a call ends. */
export const STATUS = {
  /** The document is at its end, or the index is built. */
  done: 0,
  /** The scan needs more bytes. */
  more: 1,
  /** The document is refused: `fault` tells why, `faultOffset` where. */
  bad: 2,
  /** There is no memory left. */
  full: 3,
  /** The scan waits at a record, so that the host can look at it. */
  stopped: 4,
  /** The scan goes on by itself; the host never sees this one. */
  go: 5,
  /** A bucket of the index has more keys than it may have. */
  crowded: 6,
  /** The scan waits at a record that fits, so that the host can look at what kind of value it is. */
  look: 7,
} as const

/** How the records of a document come. */
export const FORMAT = {
  /** As its first byte says. */
  any: 0,
  /** In one array or object. */
  json: 1,
  /** In lines. */
  ndjson: 2,
  /** Behind a record separator each (RFC 7464). */
  jsonSeq: 3,
} as const

/** What becomes of each record. */
export const SINK = {
  /** The scanner notes where it begins and ends. */
  spans: 0,
  /** The scanner encodes it into columns. */
  columns: 1,
  /** The host looks at it. */
  each: 2,
} as const

/** Why a document is refused. */
export const FAULT = {
  syntax: 1,
  utf8: 2,
  depth: 3,
  noObject: 4,
  noRecord: 5,
  noKey: 6,
  keyType: 7,
  noNewline: 8,
  noText: 9,
  keyFraction: 10,
  keyLarge: 11,
  /** An array, of which nobody said how its records are told apart. */
  array: 12,
  /** There is nothing at the place where the records are said to be. */
  noPlace: 13,
  /** A name on the way to that place comes again. */
  placeTwice: 14,
  /** The first of the records is a string. */
  texts: 15,
  /** A line ends within a record. */
  lineBreak: 16,
  /** A record of a JSON text sequence has no separator in front of it. */
  noSeparator: 17,
  /** What stands around the records is too large. */
  envelope: 18,
} as const

/** How a document of texts is read: the sum of what holds. */
export const TEXTS = {
  /** They are the strings of one array, and not lines. */
  json: 1,
  /** Spaces, tabs and carriage returns around a line aren't part of it. */
  trim: 2,
  /** Large letters of ASCII become small ones. */
  caseless: 4,
} as const

/** Which record counts where several have one key. */
export const DUPLICATES = {
  /** None: they are counted, and the document is refused. */
  refuse: 0,
  last: 1,
  first: 2,
} as const

/** What a scanner refuses to go beyond. */
export const LIMIT = {
  /** Lists and objects within each other. */
  depth: 65536,
  /** Bytes of what stands around the records. */
  envelope: 1048576,
  /** As many records are looked at to tell a wrapper from a table, one more than a wrapper has members. */
  lookedAt: 17,
  /** And so many bytes of each. */
  lookedBytes: 65536,
  /** Parts of a key, and names on the way to one. */
  keyParts: 16,
  /** Orders in which the objects of a column have their fields, beside that of the plan. */
  orders: 4096,
  /** Records that columns have no place for, and are kept as text: so many, and one in so many. */
  oddFew: 16,
  oddShare: 8,
  /** Bytes of such a record. */
  oddBytes: 4194304,
} as const

/** What the values of a column are. */
export const KIND = {
  /** Nothing but `null` so far. */
  unknown: 0,
  number: 1,
  boolean: 2,
  string: 3,
  /** The same text as the key of the record. */
  key: 4,
  list: 5,
  object: 6,
  /** Whatever it is: the text of its JSON. */
  json: 7,
  /** An object of any names, all of whose values are of one kind. */
  map: 8,
} as const

/** The types of array that numbers can be kept in, the narrowest first. */
export const FORM = {
  u8: 0,
  i8: 1,
  u16: 2,
  i16: 3,
  u32: 4,
  i32: 5,
  f64: 6,
} as const
