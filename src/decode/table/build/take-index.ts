/** Lets the scanner build the index of the keys that it has met, and takes it out of the scanner's memory. @module */

import type { IndexParts } from '../format/table-parts.ts'
import type { KeyPaths } from '../key-paths.ts'
import type { ScannerExports } from '../scanner/exports.ts'
import { outOfMemory } from '../scanner/faults.ts'
import { STATUS } from '../scanner/protocol.ts'
import { copiedWords } from './shared-memory.ts'

/** Two keys a bucket are usual: where so many come together, somebody has made them collide. */
const MOST_IN_BUCKET = 64

export interface Indexed {
  readonly size: number
  readonly rows: number
  readonly index: IndexParts
  /** Where a document has its records; empty where spans aren't asked for. */
  readonly spans: Uint32Array<SharedArrayBuffer>
}

export interface IndexOptions {
  readonly key: KeyPaths | undefined
  /** Is the document kept, so that the place of each record in it is asked for? */
  readonly withSpans: boolean
}

/** @throws TermError `ERR_TERM_DECODER` where there isn't memory enough */
export function takeIndex(
  scanner: ScannerExports,
  seed: readonly [number, number],
  { key = [], withSpans }: IndexOptions,
): Indexed {
  const rows = scanner.rows.value >>> 0
  const log2 = Math.max(0, Math.round(Math.log2(rows / 2)))
  if (scanner.startIndex(log2, withSpans) === STATUS.full) throw outOfMemory()
  const isFast = scanner.buildFast(MOST_IN_BUCKET) === STATUS.done
  if (!isFast) scanner.buildKeyed()
  const buckets = copiedWords(scanner, scanner.buckets.value, 2 ** log2 + 1)
  const heap = copiedWords(scanner, scanner.heap.value, buckets.at(-1) as number)
  return {
    size: rows - (scanner.dropped.value >>> 0),
    rows,
    index: {
      buckets,
      heap,
      seed,
      hash: isFast ? 'fast' : 'keyed',
      ...(key.length > 1 && { keyParts: key.length }),
    },
    spans: copiedWords(scanner, scanner.spans.value, withSpans ? rows * 2 : 0),
  }
}

/** The two words that the hashes of a table start from: nobody outside knows them. */
export function newSeed(): [number, number] {
  const [first, second] = crypto.getRandomValues(new Uint32Array(2))
  return [first as number, second as number]
}
