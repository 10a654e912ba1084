/** Makes a delta of records between two payloads: another thread does it where they are large. @module */

import type { DecodeContext, RecordDelta } from '../decoder.ts'
import { inflatedPieces, isLarge } from '../inflated.ts'
import { sizeHint } from '../size-hint.ts'
import { NO_PAYLOAD, type Wire } from '../wire.ts'
import type { BetweenOptions } from './delta-job.ts'
import type { TableParts } from './format/table-parts.ts'
import type { BuiltTable, TableJobOptions } from './job.ts'

type Place = Pick<DecodeContext, 'pool' | 'signal'>

/** The delta, or in words why there is none. */
export async function recordDeltaBetween(
  how: TableJobOptions,
  [from, to]: readonly [Wire, Wire],
  { pool, signal }: Place,
): Promise<RecordDelta | string> {
  const { keyModule: module } = how
  const options: TableJobOptions = { ...how, indexes: [] }
  // Code of the user's never runs here where a thread can be had.
  const isElsewhere =
    module === undefined ? [from, to].some((wire) => isLarge(wire, pool)) : pool.hasThreads()
  if (!isElsewhere) return here(options, [from, to], signal)
  const built = async (wire: Wire) =>
    ((await pool.run({ kind: 'table', options, module }, wire, signal)) as BuiltTable).parts as TableParts
  const between: BetweenOptions = { before: await built(from), after: await built(to) }
  const made = await pool.run({ kind: 'record-delta', options: between }, NO_PAYLOAD, signal)
  return made as RecordDelta | string
}

const CHUNK_SIZE = 2 ** 20

async function here(
  options: TableJobOptions,
  [from, to]: readonly [Wire, Wire],
  signal: AbortSignal,
): Promise<RecordDelta | string> {
  // They come with the first delta.
  const { builtTable } = await import('./job.ts')
  const { madeRecordDelta } = await import('./record-delta/index.ts')
  const built = async (wire: Wire) => {
    const pieces = () => inflatedPieces(wire, { signal, chunkSize: CHUNK_SIZE })
    const { parts } = await builtTable(options, { sizeHint: sizeHint(wire.bytes, wire), pieces })
    return parts as TableParts
  }
  return madeRecordDelta(await built(from), await built(to))
}
