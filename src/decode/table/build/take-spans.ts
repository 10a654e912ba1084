/** Takes out of the scanner's memory where it has met records that have no keys. @module */

import type { ScannerExports } from '../scanner/exports.ts'
import { outOfMemory } from '../scanner/faults.ts'
import { copiedWords } from './shared-memory.ts'

export const rowCount = ({ rows }: ScannerExports): number => rows.value >>> 0

/** @throws TermError `ERR_TERM_DECODER` where there isn't memory enough */
export function takeSpans(scanner: ScannerExports): Uint32Array<SharedArrayBuffer> {
  const at = scanner.spansByRow() >>> 0
  if (at === 0) throw outOfMemory()
  return copiedWords(scanner, at, rowCount(scanner) * 2)
}
