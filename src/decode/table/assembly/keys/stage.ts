/** Keeps the hash, key and span of each record, in the order of the records, until the index is built. @module */

import { take } from '../memory/arena'
import { entryWords } from './index-entry'
import { fastEnd, fastStart, fastStep, keyedHash } from './hash'
import { unescape } from '../json/unescape'

/** An entry has four words (hash, length and span) and its key, filled up with zeros to whole words. */
export const LENGTH: usize = 4
export const SPAN: usize = 8
export const KEY: usize = 16

/** A chunk has the address of the next one, the end of its entries, and these. */
const ENTRIES: usize = 8
const CHUNK: usize = 1 << 20

export let firstChunk: usize = 0
export let rows: u32 = 0
/** How many words the heap of the index needs for all of them. */
export let heapWords: u64 = 0

let chunk: usize = 0
let at: usize = 0
let chunkEnd: usize = 0

export function startStage(): void {
  firstChunk = chunk = at = chunkEnd = 0
  rows = 0
  heapWords = 0
}

@inline
export function entriesOf(chunk: usize): usize {
  return chunk + ENTRIES
}

@inline
export function entriesEnd(chunk: usize): usize {
  return load<u32>(chunk, 4)
}

@inline
export function nextChunk(chunk: usize): usize {
  return load<u32>(chunk)
}

@inline
export function nextEntry(entry: usize): usize {
  return entry + KEY + ((load<u32>(entry, LENGTH) + 3) & ~3)
}

/** Notes a record by its key, a string that has escapes or is plain; returns the address of its entry. */
export function stage(from: usize, bytes: u32, isPlain: bool): usize {
  if (at + KEY + bytes + 4 > chunkEnd && !addChunk(bytes)) return 0
  const entry = at
  const key = entry + KEY
  let length = bytes
  if (!isPlain) {
    length = unescape(from, from + bytes, key)
    from = key
  }
  store<u32>(entry, copyKey(from, key, length))
  store<u32>(entry, length, LENGTH)
  at = nextEntry(entry)
  store<u32>(chunk, <u32>at, 4)
  rows++
  heapWords += entryWords(length)
  return entry
}

/** Notes where in the document the record is. */
@inline
export function setSpan(entry: usize, start: u32, end: u32): void {
  store<u32>(entry, start, SPAN)
  store<u32>(entry, end, SPAN + 4)
}

/** Takes the latest entry back, since its record isn't whole. */
export function unstage(entry: usize): void {
  at = entry
  store<u32>(chunk, <u32>at, 4)
  rows--
  heapWords -= entryWords(load<u32>(entry, LENGTH))
}

function addChunk(bytes: u32): bool {
  const size = max(CHUNK, ENTRIES + KEY + bytes + 4)
  const added = take(size)
  if (!added) return false
  if (chunk) store<u32>(chunk, <u32>added)
  else firstChunk = added
  store<u32>(added, 0)
  chunk = added
  at = added + ENTRIES
  chunkEnd = added + size
  return true
}

/** Copies the key, word by word, and returns its fast hash. */
@inline
function copyKey(from: usize, to: usize, length: u32): u32 {
  let h = fastStart(length)
  const end = from + (length & ~3)
  for (; from < end; from += 4, to += 4) {
    const word = load<u32>(from)
    store<u32>(to, word)
    h = fastStep(h, word)
  }
  const rest = (length & 3) << 3
  if (rest) {
    const word = load<u32>(from) & ((1 << rest) - 1)
    store<u32>(to, word)
    h = fastStep(h, word)
  }
  return fastEnd(h)
}

/** Takes memory for where each record begins and ends, row by row, and fills it. */
export function spansByRow(): usize {
  const spans = take(<usize>rows << 3)
  let to = spans
  for (let c = spans ? firstChunk : 0; c; c = nextChunk(c)) {
    const end = entriesEnd(c)
    for (let entry = entriesOf(c); entry < end; entry = nextEntry(entry), to += 8) {
      store<u64>(to, load<u64>(entry, SPAN))
    }
  }
  return spans
}

/** Gives all entries their keyed hash. */
export function rehash(): void {
  for (let c = firstChunk; c; c = nextChunk(c)) {
    const end = entriesEnd(c)
    for (let entry = entriesOf(c); entry < end; entry = nextEntry(entry)) {
      store<u32>(entry, keyedHash(entry + KEY, load<u32>(entry, LENGTH)))
    }
  }
}
