/** Finds the brackets and commas of a JSON document that are not inside of strings; nothing else is looked at. @module */

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
export const ARRAY_START = 0x5b
const ARRAY_END = 0x5d
export const OBJECT_START = 0x7b
const OBJECT_END = 0x7d

export type Bracket = typeof ARRAY_START | typeof OBJECT_START

/** What is left open at the end of a chunk. */
export interface ScanState {
  isInString: boolean
  isEscaped: boolean
}

/** What is done with each mark, by where it is in the bytes that are scanned. */
export interface Marks<S> {
  opened(state: S, at: number, bracket: Bracket): void
  closed(state: S, at: number, bracket: Bracket): void
  comma(state: S, at: number): void
}

/**
 * Scans one chunk after another.
 *
 * The marks are functions without a document of their own: what V8 has optimized for one is good for the next, where closures
 * would be slow anew for megabytes.
 */
export function scan<S extends ScanState>(
  state: S,
  bytes: Uint8Array,
  from: number,
  end: number,
  { opened, closed, comma }: Marks<S>,
): void {
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
      else if (byte === COMMA) comma(state, at)
      else if (byte === ARRAY_START || byte === OBJECT_START) opened(state, at, byte)
      else if (byte === ARRAY_END) closed(state, at, ARRAY_START)
      else if (byte === OBJECT_END) closed(state, at, OBJECT_START)
    }
    at++
  }
  state.isEscaped = isInString && at - 1 > end
  state.isInString = isInString
}

/** Where the quote is that ends a string; one beyond the end if the last byte escapes the next. */
function endOfString(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return at
}
