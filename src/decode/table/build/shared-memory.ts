/** Memory that threads share, for what is taken out of the scanner's memory. @module */

import type { ScannerExports } from '../scanner/exports.ts'
import { allocated } from '../scanner/faults.ts'

/** @throws TermError `ERR_TERM_DECODER` where there isn't memory enough; so do all of these */
export const sharedBytes = (size: number): Uint8Array<SharedArrayBuffer> =>
  allocated(() => new Uint8Array(new SharedArrayBuffer(size)))

export const sharedWords = (count: number): Uint32Array<SharedArrayBuffer> =>
  allocated(() => new Uint32Array(new SharedArrayBuffer(count * 4)))

/** So many words from an address of the scanner on. */
export function copiedWords(
  { memory }: ScannerExports,
  at: number,
  words: number,
): Uint32Array<SharedArrayBuffer> {
  const copy = sharedWords(words)
  copy.set(new Uint32Array(memory.buffer, at >>> 0, words))
  return copy
}
