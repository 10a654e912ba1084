/** What the converter of CSV exports, as its host sees it; addresses come back as signed numbers, which `>>> 0` mends. @module */

export interface CsvExports {
  readonly memory: { readonly buffer: ArrayBuffer }
  /** Forgets the document before; `separator` and `point` are bytes. */
  start(hasHeader: boolean, separator: number, quotes: boolean, point: number): void
  /** Takes memory for so many columns and for their leads; is there as much? */
  startColumns(count: number, bytesOfLeads: number): number
  /** Where the lead of a column goes, which is of a `CELL`. */
  column(index: number, kind: number, bytesOfLead: number): number
  /** What a column could be, by `GUESS`. */
  guessOf(index: number): number
  /** Where the next bytes go, at most `ROOM.input`. */
  input(): number
  /** Goes on with so many more bytes; an `OUTCOME`. */
  convert(bytes: number, isLast: boolean): number
  outputBytes(): number
  /** Where the output is, whose room is free again from here on. */
  output(): number
  /** How many rows are behind. */
  readonly rows: { readonly value: number }
  /** Has `convert` stop before that row, the first of which is 0; `position` is then where it begins. */
  seek(row: number): void
  position(): number
  /** After a refusal: a `FLAW`, its place in the document, and the column that it is in. */
  readonly fault: { readonly value: number }
  faultOffset(): number
  faultColumn(): number
}
