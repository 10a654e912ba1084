/** Hands a name to the scanner. @module */

import { encodeWtf8 } from '../format/wtf8.ts'
import type { ScannerExports } from './exports.ts'
import { outOfMemory } from './faults.ts'

/**
 * Writes the bytes of a name to where `place` says that there is room for so many, or 0 for none.
 *
 * @throws TermError `ERR_TERM_DECODER` where there isn't memory enough
 */
export function writeName({ memory }: ScannerExports, name: string, place: (bytes: number) => number): void {
  const bytes = new Uint8Array(name.length * 3)
  const size = encodeWtf8(name, bytes)
  const to = place(size) >>> 0
  if (to === 0) throw outOfMemory()
  new Uint8Array(memory.buffer, to).set(bytes.subarray(0, size))
}
