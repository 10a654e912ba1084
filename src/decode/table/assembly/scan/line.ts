/** Reads a line of text: where it ends, and what of it is the entry. @module */

import { stage } from '../keys/stage'
import { byte, NEWLINE, utf8 } from '../json/lexer'
import { limit } from '../memory/window'

const RETURN: u32 = 0x0d

let isTrimmed: bool = false
let isCaseless: bool = false
let mark: usize = 0
let markLength: u32 = 0

export function startLines(trimmed: bool, caseless: bool, comments: usize, commentsLength: u32): void {
  isTrimmed = trimmed
  isCaseless = caseless
  mark = comments
  markLength = commentsLength
}

/** Finds the newline, or the end of the window; 0 for what is no UTF-8. */
export function lineEnd(p: usize): usize {
  for (;;) {
    let m = stops(p)
    for (; !m; m = stops(p)) p += 16
    p += ctz(m)
    const c = byte(p)
    if (c == NEWLINE) return p
    if (c >= 0x80) {
      p = utf8(p)
      if (!p) return 0
    } else {
      if (p >= limit) return limit
      // A line may have this character, too.
      p++
    }
  }
  return 0
}

/** Finds the next newline, byte above 0x7f, or zero, which stands behind the last byte. */
@inline
function stops(p: usize): i32 {
  const v = v128.load(p)
  return i8x16.bitmask(v128.or(i8x16.eq(v, i8x16.splat(0x0a)), i8x16.lt_s(v, i8x16.splat(1))))
}

/** Notes the entry of the line that ends before `end`, if it has one; returns false where the memory is full. */
export function stageLine(from: usize, end: usize): bool {
  if (end < limit && end > from && byte(end - 1) == RETURN) end--
  const start = afterBlanks(from, end)
  const text = isTrimmed ? start : from
  if (markLength) end = beforeMark(text, end)
  if (start >= end) return true
  const last = beforeBlanks(start, end)
  if (last == start) return true
  return stageText(text, isTrimmed ? last : end)
}

/** Notes an entry, which may be changed where it stands. */
@inline
export function stageText(from: usize, end: usize): bool {
  if (isCaseless) lower(from, end)
  return stage(from, <u32>(end - from), true) != 0
}

@inline
function isBlank(c: u32): bool {
  return c == 0x20 || c == 0x09 || c == RETURN
}

@inline
function afterBlanks(p: usize, end: usize): usize {
  while (p < end && isBlank(byte(p))) p++
  return p
}

@inline
function beforeBlanks(from: usize, p: usize): usize {
  while (p > from && isBlank(byte(p - 1))) p--
  return p
}

/** A comment begins the line, or follows white space: what has its mark within is no comment. */
function beforeMark(from: usize, end: usize): usize {
  const first = byte(mark)
  for (let p = from; p + markLength <= end; p++) {
    if (byte(p) != first || (p > from && !isBlank(byte(p - 1)))) continue
    if (memory.compare(p, mark, markLength) == 0) return p
  }
  return end
}

function lower(p: usize, end: usize): void {
  for (; p < end; p++) {
    const c = byte(p)
    if (c - 0x41 < 26) store<u8>(p, c | 0x20)
  }
}
