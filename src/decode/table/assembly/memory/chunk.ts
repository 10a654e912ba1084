/** Memory for what comes one after the other: chunks, each twice as large as the one before. @module */

import { take } from './arena'

const FIRST: usize = 1024
const LARGEST: usize = 65536
const HEADER: usize = 16
/** Behind the last byte, for those who read whole words. */
const PAD: usize = 8

@unmanaged
export class Chunk {
  next: usize
  /** So many bytes: the room; when it is full or closed, what is used of it. */
  bytes: usize
}

/** Was there room for everything, and did each text find its place soon enough? */
export let isWhole: bool = true

export function startChunks(): void {
  isWhole = true
}

/** What was taken apart so far is of no use any more. */
export function giveUp(): void {
  isWhole = false
}

/** Twice as large as the one before, and large enough for `bytes`; 0 where the memory is full. */
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

/** Nothing more comes into it: it ends before `at`. */
export function closeChunk(chunk: usize, at: usize): void {
  if (chunk) changetype<Chunk>(chunk).bytes = at - dataOf(chunk)
}
