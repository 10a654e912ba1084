/**
 * What the scanner exports, as its host sees it.
 *
 * A call has one result; what else it finds is left in globals, its registers, until the next call. Addresses and words of
 * 32 bits come back as signed numbers, which `>>> 0` mends. An address of 0 says that the memory is full.
 *
 * @module
 */

interface Global {
  readonly value: number
}

export interface ScannerExports extends ColumnExports, TextExports {
  /** Forgets the document before, with all that was made of it. */
  start(sink: number, k0: number, k1: number): void
  /** Makes a name on the way to a part of the key, or to more names (`part` -1), below another or (0) the record. */
  keyPath(above: number, part: number, bytes: number): number
  /** Where the bytes of that name go. */
  keyPathName(path: number): number
  /** Says that records have no keys, and may be any JSON. */
  byPosition(): void
  /** Makes the next name on the way to the records; returns where its bytes go. */
  placeName(bytes: number): number
  /** Says in which `FORMAT` records come, whether there may be nothing, and whether the scan stops to look. */
  expect(format: number, mayBeNothing: boolean, isWatched: boolean): void
  /** The document without its records, in JSON. */
  dropAround(): void
  readonly envelope: Global
  readonly envelopeBytes: Global
  /** Is the scan before the records of the document, or behind them? */
  readonly isAround: Global
  /** Does the scan stop to look? It doesn't where an array, or a separator, says that there are records. */
  readonly isWatched: Global
  /** Where the next bytes of the document go. */
  reserve(bytes: number): number
  /** Goes on with so many more bytes, or with none after a stop; a `STATUS`. */
  scan(bytes: number, isLast: boolean): number
  /** After a stop: where the text of the record is in memory, where its key is, and where the record is in the document. */
  readonly recordAt: Global
  readonly recordEnd: Global
  readonly recordKey: Global
  readonly recordKeyLength: Global
  recordOffset(): number
  /** After a refusal: a `FAULT`, its place in the document, and the part of the key that it is about, if it is about one. */
  readonly fault: Global
  readonly faultPart: Global
  faultOffset(): number
  /** How many records came so far. */
  readonly rows: Global
  /** Are all strings ASCII so far? */
  readonly ascii: Global

  /** Takes memory for an index of `1 << log2` buckets; `duplicates` is one of `DUPLICATES`. A `STATUS`. */
  startIndex(log2: number, withSpans: boolean, duplicates: number): number
  /** A `STATUS`: no bucket may have more than `most` keys. */
  buildFast(most: number): number
  buildKeyed(): number
  readonly buckets: Global
  readonly heap: Global
  readonly spans: Global
  /** Where each record begins and ends, for records that have no keys. */
  spansByRow(): number
  /** How many records have the key of an earlier one, the row of the first of them, and its place in the document. */
  readonly dropped: Global
  readonly firstAgain: Global
  againOffset(): number
  /** Where some were left out: for each row that is left, which one it was. */
  readonly sources: Global
}

/** What the scanner lets its host do with texts that no record is around; afterwards they are in the index, as keys are. */
export interface TextExports {
  /** After `start`: the sum of `TEXTS`, and how long the mark of comments is, which goes where it returns. */
  startTexts(how: number, markLength: number): number
  /** Goes on with so many more bytes; a `STATUS`. */
  scanTexts(bytes: number, isLast: boolean): number
  readonly linesRead: Global
}

/** What the scanner lets its host do with columns. */
export interface ColumnExports {
  readonly memory: { readonly buffer: ArrayBuffer }
  take(bytes: number): number
  /** A column of a `KIND` that needs no more than that. The column that is made last is the root. */
  plainColumn(kind: number): number
  stringColumn(): number
  /** Of any values, as the text of their JSON, within so many lists and objects. */
  jsonColumn(depth: number): number
  listColumn(item: number): number
  /** Of names, in a column of strings, and values. */
  mapColumn(names: number, values: number): number
  objectColumn(fields: number): number
  addField(object: number, column: number, name: number, length: number, isPlain: boolean): void
  /** Records have a part of their key in this field of an object. */
  markKey(object: number, field: number, part: number): void

  /** From here on records without a place are kept as text, and the scan goes on, as long as they are few. */
  allowOdd(): void
  /** Has the scan stopped at a record without a place? Else columns are given up. */
  readonly isMisfit: Global
  /** Keeps the record at which the scan has stopped as text; false where too many are kept so. */
  keepRecord(): boolean
  /** A column of the texts, and one of the rows that they are the records of; 0 where there are none. */
  readonly oddTexts: Global
  readonly oddRows: Global

  rowsOf(column: number): number
  /** How many rows are absent in this way, one of `ABSENCE`. */
  absences(column: number, state: number): number
  /** How many items each list has, or -1. */
  evenCount(column: number): number
  /** How many decimals the numbers have, or -1; then `least` and `greatest` have the bounds, as whole numbers. */
  measure(column: number): number
  readonly least: Global
  readonly greatest: Global
  distinctTexts(column: number): number
  bytesOfTexts(column: number): number

  /** From here on each `next...` fills `scratch` from a chunk of the column; how many elements, 0 after the last chunk. */
  openColumn(column: number): void
  readonly scratch: Global
  /** In a `FORM`. */
  nextNumbers(form: number, power: number): number
  nextCodes(width: number): number
  nextEnds(): number
  nextBits(): number
  nextAbsent(kind: number): number
  /** Texts may be read once. */
  openTexts(column: number): void
  nextTexts(): number
  readonly textsAt: Global
  readonly textsBytes: Global
}
