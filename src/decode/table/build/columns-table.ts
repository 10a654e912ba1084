/** Builds a table whose records are taken apart as they come, so that the document is never held. @module */

import type { TimeSlice } from '../../../base/time-slice.ts'
import { sharedWeight } from '../format/shared-weight.ts'
import type { ColumnParts, RowsParts, TableParts } from '../format/table-parts.ts'
import type { ScannerExports } from '../scanner/exports.ts'
import { allocated, lackOfMemory } from '../scanner/faults.ts'
import { envelopeOf } from '../scanner/place-records.ts'
import type { Reading } from '../scanner/reading.ts'
import { type Pieces, type Stop, startScan } from '../scanner/start-scan.ts'
import { columnWriter, gatheredParts } from './columns/index.ts'
import type { Plan } from './plan/index.ts'
import { newSeed, takeIndex } from './take-index.ts'
import { rowCount } from './take-spans.ts'

export type ColumnsOutcome =
  | { readonly kind: 'table'; readonly parts: RowsParts }
  /** There is a plan that has room for more. */
  | { readonly kind: 'narrow'; readonly plan: Plan }
  /** Too many records have no place in the columns; this is the first too many. */
  | { readonly kind: 'misfit'; readonly stop: Stop }
  /** Columns take more memory than the text, or have hardly a record in them. */
  | { readonly kind: 'worthless' }

export interface ColumnsOptions {
  readonly reading: Reading
  readonly plan: Plan
  readonly turn: TimeSlice
  /** Are columns made even where they are larger than the text? */
  readonly isAskedFor: boolean
  /**
   * Finds a plan that has room for a record which has no place in this one; `undefined` where there is none. Not to be asked
   * any more says 'enough'. Such records are kept as text.
   */
  widen(stop: Stop): Promise<Plan | undefined | 'enough'>
}

/** What is so small may be larger as columns than as text. */
const SMALL = 256 * 1024
/** How many bytes a document needs for each record beside its text. */
const SPAN = 8

/** @throws TermError, or what `isIndivisible` knows */
export async function columnsTable(
  scanner: ScannerExports,
  pieces: Pieces,
  options: ColumnsOptions,
): Promise<ColumnsOutcome> {
  const { reading, plan, turn } = options
  const seed = newSeed()
  const scan = startScan(scanner, { sink: 'columns', reading, seed, inTurns: turn.isShared })
  const writer = allocated(() => columnWriter(scanner, plan, reading.key))
  let bytes = 0
  for await (const piece of pieces) {
    bytes += piece.byteLength
    // The first pieces may have been held, and then come all at once.
    await turn.pass()
    for (const stop of scan.take(piece)) {
      const outcome = await misfit(scanner, stop, options)
      if (outcome !== undefined) return outcome
    }
  }
  for (const stop of scan.end()) {
    const outcome = await misfit(scanner, stop, options)
    if (outcome !== undefined) return outcome
  }
  await turn.pass()
  const indexed = reading.isByPosition
    ? undefined
    : takeIndex(scanner, seed, { ...reading, withSpans: false })
  const envelope = envelopeOf(scanner, reading)
  const made = await writer.finish(turn).catch(lackOfMemory)
  const left = indexed?.sources === undefined ? made : await gatheredParts(made, indexed.sources, turn)
  const records: ColumnParts = { kind: 'columns', ...left }
  const rows = indexed?.rows ?? rowCount(scanner)
  const most = options.isAskedFor ? Number.POSITIVE_INFINITY : Math.max(bytes + SPAN * rows, SMALL)
  const odd = records.odd?.rows.length ?? 0
  if (odd * 2 > rows || sharedWeight(records) > most) return { kind: 'worthless' }
  if (indexed === undefined) return { kind: 'table', parts: { rows, records, ...envelope } }
  const { size, index } = indexed
  const parts: TableParts = { size, rows, index, records, ...envelope }
  return { kind: 'table', parts }
}

/** A record has no place, or columns are given up, as they take too long or too much memory. */
async function misfit(
  scanner: ScannerExports,
  stop: Stop,
  { widen }: ColumnsOptions,
): Promise<ColumnsOutcome | undefined> {
  if (scanner.isMisfit.value === 0) return { kind: 'worthless' }
  const plan = await widen(stop)
  if (plan === 'enough') scanner.allowOdd()
  else if (plan !== undefined) return { kind: 'narrow', plan }
  return scanner.keepRecord() ? undefined : { kind: 'misfit', stop }
}
