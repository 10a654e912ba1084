/** What separates records that come in lines, or in a JSON text sequence (RFC 7464). @module */

import { Fault, Status } from '../protocol'
import { byte, NEWLINE, QUOTE } from '../json/lexer'
import { isLast, limit } from '../memory/window'
import { stop, unfinished } from './steps'

/** The record separator, which is in front of each text of a sequence. */
export const SEPARATOR: u32 = 0x1e

@inline
export function isBlank(c: u32): bool {
  return c == 0x20 || c == NEWLINE || c == 0x0d || c == 0x09
}

/** Has a record no newline in it before `end`? */
export function unbroken(p: usize, end: usize): i32 {
  for (; p < end; p += 16) {
    const m = i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(0x0a)))
    if (m) return p + ctz(m) < end ? stop(p + ctz(m), Fault.LINE_BREAK) : Status.GO
  }
  return Status.GO
}

/** May nothing be cut off a text of a sequence? Numbers and words need white space behind them to tell. */
export function closed(p: usize, end: usize): i32 {
  const c = byte(p)
  if (c == QUOTE || c == 0x7b || c == 0x5b || isBlank(byte(end))) return Status.GO
  return end == limit && !isLast ? unfinished(p, end) : stop(end)
}
