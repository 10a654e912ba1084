/** Looks at the first records of a document for the shape that they have in common. @module */

import type { TermError } from '../../../base/errors.ts'
import type { TimeSlice } from '../../../base/time-slice.ts'
import type { KeyPaths } from '../key-paths.ts'
import type { ScannerExports } from '../scanner/exports.ts'
import type { Place } from '../scanner/faults.ts'
import type { Pieces } from '../scanner/start-scan.ts'
import { startScan } from '../scanner/start-scan.ts'
import { hasRoom } from './plan/extend-plan.ts'
import type { Plan } from './plan/plan.ts'
import { firstWithoutOrder, planOf } from './plan/plan-of.ts'
import { newGrowth } from './plan/shape.ts'
import { noColumns } from './refusals.ts'
import { newSeed } from './take-index.ts'

const MOST_RECORDS = 1000
const ENOUGH_BYTES = 2 ** 20

export interface Sample {
  /** A fault for the first record that has no shape in common with those before it. */
  readonly plan: Plan | TermError
  /** The whole document, which can be read once. */
  readonly pieces: AsyncIterable<Uint8Array>
  /** Has to be called, whether the document was read or not. */
  close(): Promise<unknown>
}

/** @throws TermError `ERR_TERM_DESERIALIZE`, or what `isIndivisible` knows */
export async function sampled(
  scanner: ScannerExports,
  pieces: Pieces,
  key: KeyPaths | undefined,
  turn: TimeSlice,
): Promise<Sample> {
  const source = eachOf(pieces)
  const held: Uint8Array[] = []
  const growth = newGrowth()
  const places: Place[] = []
  let size = 0
  let isFit = true
  const isEnough = () =>
    !isFit || places.length === MOST_RECORDS || (size >= ENOUGH_BYTES && places.length > 0)
  try {
    const scan = startScan(scanner, { sink: 'each', key, seed: newSeed(), inTurns: turn.isShared })
    while (!isEnough()) {
      const { value: piece, done } = await source.next()
      if (!done) {
        held.push(piece)
        size += piece.byteLength
      }
      for (const { offset, record, ...text } of done ? scan.end() : scan.take(piece)) {
        places.push({ offset, record })
        isFit = await hasRoom(growth, text, turn)
        if (!isFit || places.length === MOST_RECORDS) break
      }
      if (done) break
    }
  } catch (error) {
    await source.return(undefined)
    throw error
  }
  const plan = isFit ? planOf(growth) : undefined
  const bad = () => places[(isFit ? firstWithoutOrder(growth) : places.length) - 1] as Place
  return {
    plan: plan ?? noColumns(bad()),
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
