/** Says what the scanner found wrong, and where. @module */

import type { ScannerExports } from './exports.ts'
import { cutShort, keyedByNames, malformed, misplaced, wrapped } from './faults.ts'
import type { Look } from './look.ts'
import { FAULT } from './protocol.ts'
import type { Reading } from './reading.ts'

/** What a wrapper that is taken for lines of records is refused for. */
const OF_WRAPPERS: ReadonlySet<number> = new Set([
  FAULT.noKey,
  FAULT.keyType,
  FAULT.lineBreak,
  FAULT.noNewline,
])

/** `total` is the size of the document as far as it came. */
export function faultOf(
  scanner: ScannerExports,
  { key, at = [], isByPosition }: Reading,
  total: number,
  look: Look | undefined,
): Error {
  const rows = scanner.rows.value >>> 0
  const fault = scanner.fault.value
  const place = {
    offset: scanner.faultOffset(),
    record: scanner.isAround.value === 0 ? rows + 1 : undefined,
  }
  // What is wrong at its very end is that nothing follows.
  if (place.offset === total) return cutShort(place)
  if (look !== undefined && rows <= 1 && (key !== undefined || isByPosition) && OF_WRAPPERS.has(fault)) {
    if (rows === 0) look.see()
    const path = look.path()
    if (path !== undefined) return wrapped(path, isByPosition === true)
    if (look.isKeyed()) return keyedByNames()
  }
  return misplaced(fault, place, at) ?? malformed(fault, place, key?.[scanner.faultPart.value])
}
