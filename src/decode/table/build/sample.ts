/** Looks at the first records of a document for the shape that they have in common. @module */

import type { TimeSlice } from '../../../base/time-slice.ts'
import type { ScannerExports } from '../scanner/exports.ts'
import type { Reading } from '../scanner/reading.ts'
import { type Pieces, startScan } from '../scanner/start-scan.ts'
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

async function* eachOf(pieces: Pieces): AsyncGenerator<Uint8Array> {
  yield* pieces
}

async function* chained(held: Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* held.splice(0)
  yield* rest
}
