/** Builds a table that keeps its records as the bytes that came. @module */

import type { TimeSlice } from '../../../base/time-slice.ts'
import { join } from '../../join.ts'
import type { TableParts } from '../format/table-parts.ts'
import type { KeyPaths } from '../key-paths.ts'
import type { ScannerExports } from '../scanner/exports.ts'
import { type Pieces, type Scan, startScan } from '../scanner/start-scan.ts'
import { tooLarge } from './refusals.ts'
import { sharedBytes } from './shared-memory.ts'
import { newSeed, takeIndex } from './take-index.ts'

/** Spans are words of 32 bits, which address no more. */
const TOO_LARGE = 2 ** 32

export async function documentTable(
  scanner: ScannerExports,
  pieces: Pieces,
  key: KeyPaths | undefined,
  sizeHint: number,
  turn: TimeSlice,
): Promise<TableParts> {
  const seed = newSeed()
  const scan = startScan(scanner, { sink: 'spans', key, seed, inTurns: turn.isShared })
  // Anybody may hint anything.
  const expected = sizeHint < TOO_LARGE ? sizeHint : 0
  const bytes = await join(scanned(pieces, scan), expected, sharedBytes)
  const { spans, ...found } = takeIndex(scanner, seed, { key, withSpans: true })
  return { ...found, records: { kind: 'document', bytes, spans, ascii: scanner.ascii.value !== 0 } }
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
