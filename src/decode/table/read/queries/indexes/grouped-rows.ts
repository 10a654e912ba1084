/** Makes the index that finds rows by a value: those of each value stand together, in the bucket of its hash. @module */

import type { EqualIndex } from '../../../format/field-index.ts'
import type { Hashing } from '../hash-value.ts'
import type { QueriedField } from '../queried-field.ts'
import { blocks, type Steps } from '../steps.ts'
import { type CodedValues, codedValues, NO_VALUE } from './coded-values.ts'
import { wordsToShare } from './shared-words.ts'

/** Where so many different values share a bucket, somebody has made them collide. */
const MOST_IN_BUCKET = 64

/** To hash so many texts takes some hundred microseconds. */
const AT_ONCE = 2048

export function* groupedRows(field: QueriedField): Steps<Omit<EqualIndex, 'path'>> {
  const values = yield* codedValues(field)
  const counts = yield* countsOf(values)
  const seed = crypto.getRandomValues(new Uint32Array(2))
  const fast: Hashing = { hash: 'fast', seed: [seed[0] as number, seed[1] as number] }
  const tried = yield* bucketsOf(values, counts, fast)
  const hashing: Hashing = tried.isCrowded ? { ...fast, hash: 'keyed' } : fast
  const { starts, bucketOf } = tried.isCrowded ? yield* bucketsOf(values, counts, hashing) : tried
  const places = placesOf(starts, bucketOf, counts)
  const rows = wordsToShare(starts.at(-1) as number)
  for (const [start, end] of blocks(values.codes.length)) {
    fill(rows, places, values, start, end)
    yield
  }
  return { kind: 'equal', starts, rows, ...hashing }
}

/** How many rows have each code; then how many have `null`, and how many lack the field. */
function* countsOf({ codes, count }: CodedValues): Steps<Uint32Array> {
  const counts = new Uint32Array(count + 2)
  for (const [start, end] of blocks(codes.length)) {
    for (let row = start; row < end; row++) {
      const slot = slotOf(codes[row] as number, count)
      if (slot >= 0) counts[slot] = (counts[slot] as number) + 1
    }
    yield
  }
  return counts
}

function slotOf(code: number, count: number): number {
  if (code < count) return code
  if (code === NO_VALUE.null) return count
  return code === NO_VALUE.missing ? count + 1 : -1
}

interface Buckets {
  readonly starts: Uint32Array<SharedArrayBuffer>
  readonly bucketOf: Uint32Array
  readonly isCrowded: boolean
}

/** Puts each code that rows have into a bucket; there are at most as many buckets as such codes. */
function* bucketsOf({ count, hashOf }: CodedValues, counts: Uint32Array, hashing: Hashing): Steps<Buckets> {
  let different = 0
  for (let code = 0; code < count; code++) if (counts[code] !== 0) different++
  const buckets = 2 ** Math.floor(Math.log2(Math.max(1, different)))
  const bucketOf = new Uint32Array(count + 2)
  bucketOf.set([buckets, buckets + 1], count)
  const codesIn = new Uint32Array(buckets + 2)
  const sizes = new Uint32Array(buckets + 2)
  for (let code = 0; code < count + 2; code++) {
    if (code % AT_ONCE === 0) yield
    const size = counts[code] as number
    if (size === 0) continue
    const bucket = code < count ? hashOf(code, hashing) & (buckets - 1) : (bucketOf[code] as number)
    bucketOf[code] = bucket
    codesIn[bucket] = (codesIn[bucket] as number) + 1
    sizes[bucket] = (sizes[bucket] as number) + size
  }
  const starts = wordsToShare(buckets + 3)
  for (let bucket = 0; bucket < sizes.length; bucket++)
    starts[bucket + 1] = (starts[bucket] as number) + (sizes[bucket] as number)
  return { starts, bucketOf, isCrowded: codesIn.some((codes) => codes > MOST_IN_BUCKET) }
}

/** Where the rows of each code begin. */
function placesOf(starts: Uint32Array, bucketOf: Uint32Array, counts: Uint32Array): Uint32Array {
  const next = starts.slice()
  return counts.map((count, code) => {
    if (count === 0) return 0
    const bucket = bucketOf[code] as number
    const place = next[bucket] as number
    next[bucket] = place + count
    return place
  })
}

function fill(
  rows: Uint32Array,
  places: Uint32Array,
  { codes, count }: CodedValues,
  start: number,
  end: number,
): void {
  for (let row = start; row < end; row++) {
    const slot = slotOf(codes[row] as number, count)
    if (slot < 0) continue
    const place = places[slot] as number
    places[slot] = place + 1
    rows[place] = row
  }
}
