/** Looks at the first records of a document for the shape that they have in common. @module */

import type { TimeSlice } from '../../../base/time-slice.ts'
import type { ScannerExports } from '../scanner/exports.ts'
import type { Reading } from '../scanner/reading.ts'
import { type Pieces, type RecordText, startScan } from '../scanner/start-scan.ts'
import { MOST_PLACES, makeRoom, newGrowth, type Plan, planOf, whyNoColumns } from './plan/index.ts'
import { newSeed } from './take-index.ts'

const MOST_RECORDS = 1000
const ENOUGH_BYTES = 2 ** 20
/** Where others need the event loop as well: their shape takes some 2 ms. */
const ENOUGH_IN_TURNS = 2 ** 17

export interface Sample {
  /** Why there is none, in words, where the records have nothing in common. */
  readonly plan: Plan | string
  /** The whole document, which can be read once. */
  readonly pieces: AsyncIterable<Uint8Array>
  /** Has to be called, whether the document was read or not. */
  close(): Promise<unknown>
}

/** @throws TermError `ERR_TERM_DESERIALIZE`, or what `isIndivisible` knows */
export async function sampled(
  scanner: ScannerExports,
  pieces: Pieces,
  reading: Reading,
  turn: TimeSlice,
): Promise<Sample> {
  const source = eachOf(pieces)
  const held: Uint8Array[] = []
  const growth = newGrowth()
  const enough = turn.isShared ? ENOUGH_IN_TURNS : ENOUGH_BYTES
  let records = 0
  let size = 0
  let looked = 0
  const isEnough = () => records === MOST_RECORDS || looked >= enough || growth.places >= MOST_PLACES
  try {
    const scan = startScan(scanner, { sink: 'each', reading, seed: newSeed(), inTurns: turn.isShared })
    while (!isEnough() && (size < enough || records === 0)) {
      const { value: piece, done } = await source.next()
      if (!done) {
        held.push(piece)
        size += piece.byteLength
      }
      for (const record of done ? scan.end() : scan.take(piece)) {
        await makeRoom(growth, record, turn)
        looked += record.text?.byteLength ?? 0
        records++
        // One piece may have them all.
        if (isEnough()) break
      }
      if (done) break
    }
  } catch (error) {
    await source.return(undefined)
    throw error
  }
  const plan = planOf(growth)
  return {
    plan: whyNoColumns(growth, plan) ?? plan,
    pieces: chained(held, source),
    close: () => source.return(undefined),
  }
}

/** What is beyond so many bytes takes longer than columns are worth. */
const MOST_SURVEYED = 64 * 2 ** 20

/**
 * Looks at all records, where the first ones have told too little: each costs as much again as it took to scan.
 *
 * @throws as `sampled` does
 */
export async function surveyed(
  scanner: ScannerExports,
  pieces: Pieces,
  reading: Reading,
  turn: TimeSlice,
): Promise<Sample['plan']> {
  const growth = newGrowth()
  const scan = startScan(scanner, { sink: 'each', reading, seed: newSeed(), inTurns: turn.isShared })
  let looked = 0
  const isEnough = () => looked >= MOST_SURVEYED || growth.places >= MOST_PLACES
  const look = async (records: Iterable<RecordText>) => {
    for (const record of records) {
      await makeRoom(growth, record, turn)
      looked += record.text?.byteLength ?? 0
      if (isEnough()) return
    }
  }
  for await (const piece of pieces) {
    await turn.pass()
    await look(scan.take(piece))
    if (isEnough()) break
  }
  if (!isEnough()) await look(scan.end())
  const plan = planOf(growth)
  return whyNoColumns(growth, plan) ?? plan
}

async function* eachOf(pieces: Pieces): AsyncGenerator<Uint8Array> {
  yield* pieces
}

async function* chained(held: Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* held.splice(0)
  yield* rest
}
