/** The part of a document that is being looked at: it grows at its end, and its beginning is forgotten. @module */

export interface Window {
  readonly bytes: Uint8Array
  /** Where in the document the first of the bytes is. */
  readonly origin: number
  /** The place after the last of the bytes. */
  readonly end: number
}

export function slidingWindow(size: number) {
  let bytes = new Uint8Array(size)
  let origin = 0
  let length = 0
  return {
    /** Forgets what comes before a position in the document, and adds what follows at the end. */
    slide(from: number, more: Uint8Array): Window {
      const forgotten = from - origin
      const kept = length - forgotten
      // The bytes are moved only to make room: else a long text would be moved with each of its chunks.
      if (length + more.length > bytes.length) {
        const old = bytes
        if (kept + more.length > bytes.length) bytes = new Uint8Array(2 * (kept + more.length))
        bytes.set(old.subarray(forgotten, length))
        origin = from
        length = kept
      }
      bytes.set(more, length)
      length += more.length
      return { bytes, origin, end: length }
    },
  }
}
