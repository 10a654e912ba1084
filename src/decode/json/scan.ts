/** Finds the brackets and commas of a JSON document that are not inside of strings; nothing else is looked at. @module */

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
export const ARRAY = 0x5b
const ARRAY_END = 0x5d
export const OBJECT = 0x7b
const OBJECT_END = 0x7d

export type Bracket = typeof ARRAY | typeof OBJECT

/** Where things are in the bytes that are scanned. */
export interface Marks {
  opened(at: number, bracket: Bracket): void
  closed(at: number, bracket: Bracket): void
  comma(at: number): void
}

/** What is left open at the end of a chunk. */
export interface ScanState {
  isInString: boolean
  isEscaped: boolean
}

/**
 * Scans one chunk after another.
 *
 * One function for all documents: V8 optimizes each closure anew, and until then it is ten times as slow.
 */
export function scan(state: ScanState, bytes: Uint8Array, from: number, end: number, marks: Marks): void {
  if (from === end) return
  let at = state.isEscaped ? from + 1 : from
  let { isInString } = state
  while (at < end) {
    if (isInString) {
      at = endOfString(bytes, at, end)
      isInString = at >= end
    } else {
      const byte = bytes[at]
      if (byte === QUOTE) isInString = true
      else if (byte === COMMA) marks.comma(at)
      else if (byte === ARRAY || byte === OBJECT) marks.opened(at, byte)
      else if (byte === ARRAY_END) marks.closed(at, ARRAY)
      else if (byte === OBJECT_END) marks.closed(at, OBJECT)
    }
    at++
  }
  state.isEscaped = isInString && at - 1 > end
  state.isInString = isInString
}

/** Where the quote is that ends it; one beyond the end if the last byte escapes the next. */
function endOfString(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return at
}
