/** Lets the scanner build the index of the keys that it has met, and takes it out of the scanner's memory. @module */

import type { IndexParts } from '../format/table-parts.ts'
import type { ScannerExports } from '../scanner/exports.ts'
import { outOfMemory, type Place } from '../scanner/faults.ts'
import { DUPLICATES, STATUS } from '../scanner/protocol.ts'
import type { Reading } from '../scanner/reading.ts'
import { repeatedKey } from './refusals.ts'
import { copiedWords } from './shared-memory.ts'

/** Two keys a bucket are usual: where so many come together, somebody has made them collide. */
const MOST_IN_BUCKET = 64

export interface Indexed {
  readonly size: number
  readonly rows: number
  /** How many records were left out, as others of the same key count. */
  readonly lost: number
  readonly index: IndexParts
  /** Where a document has its records; empty where spans aren't asked for. */
  readonly spans: Uint32Array<SharedArrayBuffer>
  /** Where records were left out: which one each row has. */
  readonly sources: Uint32Array | undefined
}

export interface IndexOptions extends Pick<Reading, 'key' | 'duplicates'> {
  /** Is the document kept, so that the place of each record in it is asked for? */
  readonly withSpans: boolean
}

/**
 * @throws TermError `ERR_TERM_DESERIALIZE` where a key comes again, and which record counts isn't said; `ERR_TERM_DECODER` where
 * there isn't memory enough
 */
export function takeIndex(
  scanner: ScannerExports,
  seed: readonly [number, number],
  { key = [], duplicates = 'refuse', withSpans }: IndexOptions,
): Indexed {
  const all = scanner.rows.value >>> 0
  const log2 = Math.max(0, Math.round(Math.log2(all / 2)))
  const begun = scanner.startIndex(log2, withSpans, DUPLICATES[duplicates])
  const fast = begun === STATUS.full ? begun : scanner.buildFast(MOST_IN_BUCKET)
  const status = fast === STATUS.crowded ? scanner.buildKeyed() : fast
  if (status === STATUS.full) throw outOfMemory()
  const lost = scanner.dropped.value >>> 0
  if (lost > 0 && duplicates === 'refuse') throw repeatedKey(lost, placeAgain(scanner))
  const rows = all - lost
  const buckets = copiedWords(scanner, scanner.buckets.value, 2 ** log2 + 1)
  const heap = copiedWords(scanner, scanner.heap.value, buckets.at(-1) as number)
  return {
    size: rows,
    rows,
    lost,
    index: {
      buckets,
      heap,
      seed,
      hash: fast === status ? 'fast' : 'keyed',
      ...(key.length > 1 && { keyParts: key.length }),
    },
    spans: copiedWords(scanner, scanner.spans.value, withSpans ? rows * 2 : 0),
    sources: lost > 0 ? copiedWords(scanner, scanner.sources.value, rows) : undefined,
  }
}

const placeAgain = (scanner: ScannerExports): Place => ({
  offset: scanner.againOffset(),
  record: (scanner.firstAgain.value >>> 0) + 1,
})

/** The two words that the hashes of a table start from: nobody outside knows them. */
export function newSeed(): [number, number] {
  const [first, second] = crypto.getRandomValues(new Uint32Array(2))
  return [first as number, second as number]
}
