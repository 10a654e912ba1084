/** Builds a table whose records are taken apart as they come, so that the document is never held. @module */

import type { TimeSlice } from '../../../base/time-slice.ts'
import type { RowsParts, TableParts } from '../format/table-parts.ts'
import type { ScannerExports } from '../scanner/exports.ts'
import { allocated, lackOfMemory } from '../scanner/faults.ts'
import { envelopeOf } from '../scanner/place-records.ts'
import type { Reading } from '../scanner/reading.ts'
import { type Pieces, type Stop, startScan } from '../scanner/start-scan.ts'
import { columnWriter, gathered } from './columns/index.ts'
import type { Plan } from './plan/index.ts'
import { newSeed, takeIndex } from './take-index.ts'
import { rowCount } from './take-spans.ts'

export type ColumnsOutcome =
  | { readonly kind: 'table'; readonly parts: RowsParts }
  /** A record that the plan has no room for. */
  | { readonly kind: 'misfit'; readonly stop: Stop }

/** @throws TermError, or what `isIndivisible` knows */
export async function columnsTable(
  scanner: ScannerExports,
  pieces: Pieces,
  reading: Reading,
  plan: Plan,
  turn: TimeSlice,
): Promise<ColumnsOutcome> {
  const seed = newSeed()
  const scan = startScan(scanner, { sink: 'columns', reading, seed, inTurns: turn.isShared })
  const writer = allocated(() => columnWriter(scanner, plan, reading.key))
  for await (const piece of pieces) {
    // The first pieces may have been held, and then come all at once.
    await turn.pass()
    for (const stop of scan.take(piece)) return { kind: 'misfit', stop }
  }
  for (const stop of scan.end()) return { kind: 'misfit', stop }
  await turn.pass()
  const indexed = reading.isByPosition
    ? undefined
    : takeIndex(scanner, seed, { ...reading, withSpans: false })
  const envelope = envelopeOf(scanner, reading)
  const root = await writer.finish(turn).catch(lackOfMemory)
  if (indexed === undefined)
    return {
      kind: 'table',
      parts: { rows: rowCount(scanner), records: { kind: 'columns', root }, ...envelope },
    }
  const { size, rows, index, sources } = indexed
  const left = sources === undefined ? root : await gathered(root, sources, turn)
  const parts: TableParts = { size, rows, index, records: { kind: 'columns', root: left }, ...envelope }
  return { kind: 'table', parts }
}
