/** Finds the brackets and commas of a JSON document that are not inside of strings; nothing else is looked at. @module */

export const QUOTE = 0x22
export const BACKSLASH = 0x5c
export const COMMA = 0x2c
export const ARRAY = 0x5b
export const ARRAY_END = 0x5d
export const OBJECT = 0x7b
export const OBJECT_END = 0x7d

export type Bracket = typeof ARRAY | typeof OBJECT

/** Where things are in the bytes that are scanned. */
export interface Marks {
  opened(at: number, bracket: Bracket): void
  closed(at: number, bracket: Bracket): void
  comma(at: number): void
}

/** Scans a document that comes in chunks: each call goes on where the last one ended. */
export function scanner({ opened, closed, comma }: Marks) {
  let isInString = false
  let isEscaped = false
  return {
    scan(bytes: Uint8Array, from: number, end: number): void {
      let at = from
      if (isEscaped && at < end) {
        at++
        isEscaped = false
      }
      while (at < end) {
        if (isInString) {
          while (at < end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
          isEscaped = at > end
          isInString = at >= end
          at++
          continue
        }
        switch (bytes[at]) {
          case QUOTE:
            isInString = true
            break
          case COMMA:
            comma(at)
            break
          case ARRAY:
            opened(at, ARRAY)
            break
          case OBJECT:
            opened(at, OBJECT)
            break
          case ARRAY_END:
            closed(at, ARRAY)
            break
          case OBJECT_END:
            closed(at, OBJECT)
        }
        at++
      }
    },
    /** Has a string begun that hasn't ended? */
    isInString: () => isInString,
  }
}
