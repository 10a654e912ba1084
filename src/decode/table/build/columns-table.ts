/** Builds a table whose records are taken apart as they come, so that the document is never held. @module */

import type { TimeSlice } from '../../../base/time-slice.ts'
import type { TableParts } from '../format/table-parts.ts'
import type { KeyPaths } from '../key-paths.ts'
import type { ScannerExports } from '../scanner/exports.ts'
import { allocated, lackOfMemory } from '../scanner/faults.ts'
import type { Pieces } from '../scanner/start-scan.ts'
import { type Stop, startScan } from '../scanner/start-scan.ts'
import { columnWriter } from './columns/index.ts'
import type { Plan } from './plan/index.ts'
import { newSeed, takeIndex } from './take-index.ts'

export type ColumnsOutcome =
  | { readonly kind: 'table'; readonly parts: TableParts }
  /** A record that the plan has no room for. */
  | { readonly kind: 'misfit'; readonly stop: Stop }
  /** A key came again: columns can't take a record back. */
  | { readonly kind: 'twice' }

/** @throws TermError, or what `isIndivisible` knows */
export async function columnsTable(
  scanner: ScannerExports,
  pieces: Pieces,
  key: KeyPaths | undefined,
  plan: Plan,
  turn: TimeSlice,
): Promise<ColumnsOutcome> {
  const seed = newSeed()
  const scan = startScan(scanner, { sink: 'columns', key, seed, inTurns: turn.isShared })
  const writer = allocated(() => columnWriter(scanner, plan, key))
  for await (const piece of pieces) {
    // The first pieces may have been held, and then come all at once.
    await turn.pass()
    for (const stop of scan.take(piece)) return { kind: 'misfit', stop }
  }
  for (const stop of scan.end()) return { kind: 'misfit', stop }
  await turn.pass()
  const { size, rows, index } = takeIndex(scanner, seed, { key, withSpans: false })
  if (size < rows) return { kind: 'twice' }
  const root = await writer.finish(turn).catch(lackOfMemory)
  return { kind: 'table', parts: { size, rows, index, records: { kind: 'columns', root } } }
}
