/** Records with the keys that were made for them, as one object of JSON. @module */

import type { DocumentParts } from '../format/table-parts.ts'

const PIECE = 256 * 1024
/** UTF-8 has no more for a unit of UTF-16. */
const MOST_BYTES = 3

/** @param keys - as JSON */
export function* keyedDocument(
  { bytes, spans }: DocumentParts,
  keys: readonly string[],
  check: (() => void) | undefined,
): Generator<Uint8Array> {
  let piece = Buffer.allocUnsafe(0)
  let filled = 0
  for (const [row, key] of keys.entries()) {
    const record = bytes.subarray(spans[row * 2], spans[row * 2 + 1])
    const head = `${row === 0 ? '{' : ','}${key}:`
    const most = head.length * MOST_BYTES + record.byteLength
    if (filled + most > piece.byteLength) {
      check?.()
      yield piece.subarray(0, filled)
      // Whoever got the last one may hold it.
      piece = Buffer.allocUnsafe(Math.max(PIECE, most))
      filled = 0
    }
    filled += piece.write(head, filled)
    piece.set(record, filled)
    filled += record.byteLength
  }
  yield piece.subarray(0, filled)
  yield Buffer.from(keys.length === 0 ? '{}' : '}')
}
