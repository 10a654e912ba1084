/** Memory for values that come one after the other: chunks, each twice as large as the one before. @module */

import { take } from './arena'

const FIRST: usize = 1024
const LARGEST: usize = 65536
const HEADER: usize = 16
/** Bytes behind the last one, for those who read whole words. */
const PAD: usize = 8

@unmanaged
export class Chunk {
  next: usize
  /** How many bytes the chunk has room for; when it is full or closed, how many of them are used. */
  bytes: usize
}

/** Are the columns whole? They aren't where memory was lacking, or where a text didn't find its place soon enough. */
export let isWhole: bool = true

export function startChunks(): void {
  isWhole = true
}

/** Says that what was taken apart so far is of no use any more. */
export function giveUp(): void {
  isWhole = false
}

/** Takes a chunk that is twice as large as the one before, and large enough for `bytes`. */
export function chunkAfter(before: usize, room: usize, bytes: usize): usize {
  const size = max(before ? min(room << 1, LARGEST) : FIRST, bytes)
  const at = take(HEADER + size + PAD)
  if (!at) {
    giveUp()
    return 0
  }
  const chunk = changetype<Chunk>(at)
  chunk.next = 0
  chunk.bytes = size
  if (before) changetype<Chunk>(before).next = at
  return at
}

@inline
export function dataOf(chunk: usize): usize {
  return chunk + HEADER
}

@inline
export function bytesOf(chunk: usize): usize {
  return changetype<Chunk>(chunk).bytes
}

@inline
export function nextOf(chunk: usize): usize {
  return changetype<Chunk>(chunk).next
}

/** Forgets the chunks behind this one. */
@inline
export function cutChunks(chunk: usize): void {
  if (chunk) changetype<Chunk>(chunk).next = 0
}

/** Nothing more comes into the chunk: it ends before `at`. */
export function closeChunk(chunk: usize, at: usize): void {
  if (chunk) changetype<Chunk>(chunk).bytes = at - dataOf(chunk)
}
