/** Builds a table that keeps its records as the bytes that came. @module */

import type { TimeSlice } from '../../../base/time-slice.ts'
import { join } from '../../join.ts'
import type { DocumentParts, RowsParts, TableParts } from '../format/table-parts.ts'
import type { ScannerExports } from '../scanner/exports.ts'
import { envelopeOf } from '../scanner/place-records.ts'
import type { Reading } from '../scanner/reading.ts'
import { type Pieces, type Scan, startScan } from '../scanner/start-scan.ts'
import { tooLarge } from './refusals.ts'
import { sharedBytes } from './shared-memory.ts'
import { newSeed, takeIndex } from './take-index.ts'
import { rowCount, takeSpans } from './take-spans.ts'

/** Spans are words of 32 bits, which address no more. */
const TOO_LARGE = 2 ** 32

export interface DocumentOptions {
  readonly reading: Reading
  readonly sizeHint: number
  readonly turn: TimeSlice
  /** Why there are no columns, in words. */
  readonly why: string
}

export async function documentTable(
  scanner: ScannerExports,
  pieces: Pieces,
  { reading, sizeHint, turn, why }: DocumentOptions,
): Promise<RowsParts> {
  const seed = newSeed()
  const scan = startScan(scanner, { sink: 'spans', reading, seed, inTurns: turn.isShared })
  // Anybody may hint anything.
  const expected = sizeHint < TOO_LARGE ? sizeHint : 0
  const bytes = await join(scanned(pieces, scan), expected, sharedBytes)
  const recordsAt = (spans: DocumentParts['spans']): DocumentParts => ({
    kind: 'document',
    bytes,
    spans,
    ascii: scanner.ascii.value !== 0,
    why,
  })
  const envelope = envelopeOf(scanner, reading)
  if (reading.isByPosition)
    return { rows: rowCount(scanner), records: recordsAt(takeSpans(scanner)), ...envelope }
  const { size, rows, index, spans } = takeIndex(scanner, seed, { ...reading, withSpans: true })
  const parts: TableParts = { size, rows, index, records: recordsAt(spans), ...envelope }
  return parts
}

/** Passes each piece on when all up to its end is right. */
async function* scanned(pieces: Pieces, scan: Scan): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const piece of pieces) {
    size += piece.byteLength
    if (size >= TOO_LARGE) throw tooLarge()
    for (const stop of scan.take(piece)) throw new Error(`stopped at record ${stop.record}`)
    yield piece
  }
  for (const stop of scan.end()) throw new Error(`stopped at record ${stop.record}`)
}
