/** What the scanner lets the host do with columns; addresses come back as signed numbers. @module */

interface Global {
  readonly value: number
}

/** Functions that make a column or take memory return 0 where the memory is full. */
export interface ColumnExports {
  readonly memory: { readonly buffer: ArrayBuffer }
  take(bytes: number): number
  /** Whatever column is made last is the root. */
  plainColumn(kind: number): number
  stringColumn(): number
  listColumn(item: number): number
  objectColumn(fields: number): number
  addField(object: number, column: number, name: number, length: number, isPlain: boolean): void
  /** Records have their key in this field of the root. */
  markKey(field: number): void

  rowsOf(column: number): number
  absences(column: number, state: number): number
  evenCount(column: number): number
  /** The decimals that numbers have, or -1; then `least` and `greatest`, without them. */
  measure(column: number): number
  readonly least: Global
  readonly greatest: Global
  distinctTexts(column: number): number
  bytesOfTexts(column: number): number

  /** From here on `next...` fills `scratch` with a chunk of the column; how many elements, 0 after the last one. */
  openColumn(column: number): void
  readonly scratch: Global
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

/** The scanner has the same list. */
export const KINDS = { unknown: 0, number: 1, boolean: 2, string: 3, key: 4, list: 5, object: 6 } as const
