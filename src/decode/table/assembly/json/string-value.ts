/** Reads strings for what they mean, as strictly as `JSON.parse`. @module */

import { take } from '../memory/arena'
import { giveUp } from '../memory/chunk'
import { unescape } from './unescape'
import { byte, plainEnd, QUOTE, stringRest } from './lexer'

/** Registers of `readString`: where its meaning is, in the text or, if it has escapes, in memory of our own. */
export let textAt: usize = 0
export let textLength: u32 = 0
export let hasEscapes: bool = false

let scratch: usize = 0
let room: usize = 0

/** Forgets that memory, after the arena was reset. */
export function forgetScratch(): void {
  scratch = room = 0
}

/** Reads a string from its opening quote. */
@inline
export function readString(p: usize): usize {
  textAt = p + 1
  const end = plainEnd(textAt)
  if (byte(end) != QUOTE) return readRest(end)
  hasEscapes = false
  textLength = <u32>(end - textAt)
  return end + 1
}

/** Reads on from the first byte that is no plain character. */
function readRest(p: usize): usize {
  const after = stringRest(p)
  if (!after) return 0
  const end = after - 1
  textLength = <u32>(end - textAt)
  hasEscapes = markFrom(p) != end
  if (hasEscapes) writeMeaning(end)
  return after
}

function writeMeaning(end: usize): void {
  makeRoom(textLength)
  textLength = scratch ? unescape(textAt, end, scratch) : 0
  textAt = scratch
}

/** Finds the next quote or backslash. */
@inline
function markFrom(p: usize): usize {
  let m = marks(p)
  for (; !m; m = marks(p)) p += 16
  return p + ctz(m)
}

@inline
function marks(p: usize): i32 {
  const v = v128.load(p)
  return i8x16.bitmask(v128.or(i8x16.eq(v, i8x16.splat(0x22)), i8x16.eq(v, i8x16.splat(0x5c))))
}

function makeRoom(bytes: usize): void {
  if (bytes <= room) return
  room = bytes << 1
  // Dictionaries read whole words, beyond the end.
  scratch = take(room + 8)
  if (scratch) return
  room = 0
  giveUp()
}
