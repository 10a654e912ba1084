/** Builds the index of all staged keys: buckets of entries, in which each key is once. @module */

import { take } from '../memory/arena'
import { Status } from '../protocol'
import { again, closeRows, firstAgain, forgetDuplicates, rankOf, sources, startDuplicates } from './duplicates'
import { entryBytes, entryWords, isSameKey, renumber, rowOf, writeEntry } from './index-entry'
import {
  entriesEnd, entriesOf, firstChunk, heapWords, KEY, LENGTH, nextChunk, nextEntry, rehash, rows, SPAN,
} from './stage'

export let buckets: usize = 0
export let heap: usize = 0
/** Where the record of each row begins and ends; 0 without spans. */
export let spans: usize = 0
let mask: u32 = 0

/** Takes the memory for an index of `1 << log2` buckets; `duplicates` is one of `Duplicates`. */
export function startIndex(log2: u32, withSpans: bool, duplicates: i32): i32 {
  startDuplicates(duplicates, rows)
  mask = (1 << log2) - 1
  buckets = heap = spans = 0
  if (heapWords >= 0x40000000) return Status.FULL
  buckets = take((<usize>mask + 2) << 2)
  heap = take(<usize>heapWords << 2)
  spans = withSpans ? take(<usize>rows << 3) : 0
  return buckets && heap && (spans || !withSpans) ? Status.DONE : Status.FULL
}

/** Builds by fast hashes. No bucket may have more than `most` keys, as more are hardly there by chance. */
export function buildFast(most: u32): i32 {
  return build(most)
}

export function buildKeyed(): i32 {
  rehash()
  return build(0xffffffff)
}

function build(most: u32): i32 {
  forgetDuplicates()
  memory.fill(buckets, 0, (<usize>mask + 2) << 2)
  for (let c = firstChunk; c; c = nextChunk(c)) count(c)
  sumUp()
  let row: u32 = 0
  for (let c = firstChunk; c; c = nextChunk(c)) row = place(c, row)
  const status = settle(most)
  if (status == Status.DONE && sources) closeGaps()
  return status
}

@inline
function bucketAt(b: u32): usize {
  return buckets + (<usize>b << 2)
}

@inline
function heapAt(word: u32): usize {
  return heap + (<usize>word << 2)
}

function count(chunk: usize): void {
  const end = entriesEnd(chunk)
  for (let entry = entriesOf(chunk); entry < end; entry = nextEntry(entry)) {
    const at = bucketAt(load<u32>(entry) & mask)
    store<u32>(at, load<u32>(at, 4) + entryWords(load<u32>(entry, LENGTH)), 4)
  }
}

/** Turns the size of each bucket into its beginning, which moves to its end while keys are placed. */
function sumUp(): void {
  let sum: u32 = 0
  for (let b: u32 = 0; b <= mask; b++) {
    const at = bucketAt(b + 1)
    const words = load<u32>(at)
    store<u32>(at, sum)
    sum += words
  }
}

function place(chunk: usize, row: u32): u32 {
  const end = entriesEnd(chunk)
  for (let entry = entriesOf(chunk); entry < end; entry = nextEntry(entry), row++) {
    const hash = load<u32>(entry)
    const length = load<u32>(entry, LENGTH)
    const at = bucketAt((hash & mask) + 1)
    const word = load<u32>(at)
    store<u32>(at, word + entryWords(length))
    writeEntry(heapAt(word), hash, row, length, entry + KEY)
    if (spans) store<u64>(spans + (<usize>row << 3), load<u64>(entry, SPAN))
  }
  return row
}

/**
 * Leaves out the keys that came again, bucket by bucket, and closes the gaps between entries. The time is linear in the size of a
 * bucket, even if that is one key a million times.
 */
function settle(most: u32): i32 {
  let at = heap
  let kept = heap
  for (let b: u32 = 0; b <= mask; b++) {
    const end = heapAt(load<u32>(bucketAt(b), 4))
    const start = kept
    let left: u32 = 0
    store<u32>(bucketAt(b), <u32>((start - heap) >> 2))
    while (at < end) {
      const bytes = entryBytes(at)
      const same = find(start, kept, at, bytes)
      if (same) {
        if (!again(rowOf(same), rowOf(at))) return Status.FULL
      } else {
        if (++left > most) return Status.CROWDED
        if (kept != at) memory.copy(kept, at, bytes)
        kept += bytes
      }
      at += bytes
    }
  }
  store<u32>(bucketAt(mask + 1), <u32>((kept - heap) >> 2))
  return Status.DONE
}

@inline
function find(start: usize, end: usize, wanted: usize, bytes: usize): usize {
  for (let at = start; at < end; at += entryBytes(at)) if (isSameKey(at, wanted, bytes)) return at
  return 0
}

/** Leaves out the rows whose records don't count. */
function closeGaps(): void {
  closeRows(spans)
  const end = heapAt(load<u32>(bucketAt(mask + 1)))
  for (let at = heap; at < end; at += entryBytes(at)) renumber(at, rankOf(rowOf(at)))
}

/** Where in the document the first record is whose key came again. */
export function againOffset(): f64 {
  let row: u32 = 0
  let before: u32 = 0
  let passed: f64 = 0
  for (let c = firstChunk; c; c = nextChunk(c)) {
    const end = entriesEnd(c)
    for (let entry = entriesOf(c); entry < end; entry = nextEntry(entry), row++) {
      const start = load<u32>(entry, SPAN)
      // A document that is taken apart may be larger than words of 32 bits can tell.
      if (start < before) passed += 4294967296
      if (row == firstAgain) return passed + <f64>start
      before = start
    }
  }
  return passed
}
