/** Tells the scanner where in a document its records are, and how they come. @module */

import type { ScannerExports } from './exports.ts'
import { FORMAT } from './protocol.ts'
import type { Reading } from './reading.ts'
import { writeName } from './write-name.ts'

/** @throws TermError `ERR_TERM_DECODER` where there isn't memory enough */
export function placeRecords(
  scanner: ScannerExports,
  { at = [], isBare = false, format = 'any', mayBeNothing = false, isWatched = false }: Reading,
): void {
  for (const name of at) writeName(scanner, name, (bytes) => scanner.placeName(bytes))
  if (isBare) scanner.dropAround()
  scanner.expect(FORMAT[format], mayBeNothing, isWatched)
}

/** What stands around the records of a document that was scanned to its end; nothing where they are it, or it isn't wanted. */
export function envelopeOf(
  { memory, envelope, envelopeBytes }: ScannerExports,
  { at = [], isBare = false }: Reading,
): { readonly envelope?: string } {
  if (at.length === 0 || isBare) return {}
  return { envelope: Buffer.from(memory.buffer, envelope.value >>> 0, envelopeBytes.value).toString() }
}
