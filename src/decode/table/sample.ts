/** Looks at the first records of a document, to see what shape they have in common. @module */

import type { TermError } from '../../errors.ts'
import { type Plan, planOf } from './columns/plan.ts'
import type { Pieces } from './document-table.ts'
import { noColumns } from './faults.ts'
import { newSeed } from './index-parts.ts'
import type { ScannerExports } from './instance.ts'
import { type Stop, startScan } from './scanner.ts'

const MOST_RECORDS = 1000
const ENOUGH_BYTES = 2 ** 20

export interface Sample {
  /** A fault where these records have no shape in common. */
  readonly plan: Plan | TermError
  /** The whole document; to be read once, or closed. */
  readonly pieces: AsyncGenerator<Uint8Array>
}

/** @throws TermError `ERR_TERM_DESERIALIZE` */
export async function sampled(
  scanner: ScannerExports,
  pieces: Pieces,
  field: string | undefined,
): Promise<Sample> {
  const source = eachOf(pieces)
  const held: Uint8Array[] = []
  const records: Stop[] = []
  let size = 0
  try {
    const scan = startScan(scanner, { sink: 'each', field, seed: newSeed() })
    while (records.length < MOST_RECORDS && (size < ENOUGH_BYTES || records.length === 0)) {
      const { value: piece, done } = await source.next()
      collect(done ? scan.end() : scan.take(piece), records)
      if (done) break
      held.push(piece)
      size += piece.byteLength
    }
  } catch (error) {
    await source.return(undefined)
    throw error
  }
  const plan = planOf(records) ?? noColumns(firstWithout(records))
  return { plan, pieces: chained(held, source) }
}

function collect(stops: Iterable<Stop>, records: Stop[]): void {
  for (const stop of stops) if (records.push(stop) === MOST_RECORDS) break
}

/** The record up to which there is no shape in common, by halves. */
function firstWithout(records: readonly Stop[]): Stop {
  let good = 0
  let bad = records.length
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1
    if (planOf(records.slice(0, middle)) === undefined) bad = middle
    else good = middle
  }
  return records[bad - 1] as Stop
}

async function* eachOf(pieces: Pieces): AsyncGenerator<Uint8Array> {
  yield* pieces
}

async function* chained(held: Uint8Array[], source: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* held.splice(0)
    yield* source
  } finally {
    await source.return(undefined)
  }
}
