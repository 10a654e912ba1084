/** Copies out of the scanner's memory into memory that threads share. @module */

import { allocated } from './faults.ts'
import type { ScannerExports } from './scanner-instance.ts'

export function sharedBytes(size: number): Uint8Array<SharedArrayBuffer> {
  return allocated(() => new Uint8Array(new SharedArrayBuffer(size)))
}

/** So many words from an address on. */
export function copiedWords(
  { memory }: ScannerExports,
  at: number,
  words: number,
): Uint32Array<SharedArrayBuffer> {
  const copy = allocated(() => new Uint32Array(new SharedArrayBuffer(words * 4)))
  copy.set(new Uint32Array(memory.buffer, at >>> 0, words))
  return copy
}
