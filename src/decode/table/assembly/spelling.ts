/** Strings of text that was checked before: where they end and what they mean. @module */

import { take } from './arena'
import { giveUp } from './chunk'
import { unescape } from './keys'
import { BACKSLASH, byte, QUOTE } from './text'

/** The string that was read last: what it means, as it stands in the text or, where it has escapes, in memory of ours. */
export let textAt: usize = 0
export let textLength: u32 = 0
export let hasEscapes: bool = false

let scratch: usize = 0
let room: usize = 0

/** The arena has been reset. */
export function forgetScratch(): void {
  scratch = room = 0
}

/** From the opening quote to after the closing one. */
@inline
export function readString(p: usize): usize {
  textAt = p + 1
  const end = markFrom(textAt)
  hasEscapes = byte(end) != QUOTE
  if (hasEscapes) return readEscaped(end)
  textLength = <u32>(end - textAt)
  return end + 1
}

function readEscaped(end: usize): usize {
  while (byte(end) == BACKSLASH) end = markFrom(end + 2)
  makeRoom(end - textAt)
  if (scratch) {
    textLength = unescape(textAt, end, scratch)
    textAt = scratch
  } else textLength = 0
  return end + 1
}

/** The next quote or backslash. */
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
  // Dictionaries read whole words.
  scratch = take(room + 8)
  if (scratch) return
  room = 0
  giveUp()
}
