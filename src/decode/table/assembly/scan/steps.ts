/** What every step of a scan ends with: it waits for more, or says what is wrong and where. @module */

import { Fault, Status } from '../protocol'
import { badAt, blank, byte, fail, isNumberStart } from '../json/lexer'
import { consume, isLast, limit, offsetOf, pos, waitFrom } from '../memory/window'

/** Goes on behind a byte order mark, which may be at the very beginning, and behind white space. */
export function skipMark(): i32 {
  let p = pos
  if (byte(p) == 0xef && !offsetOf(p)) {
    if (byte(p + 1) != 0xbb) return stop(p + 1)
    if (byte(p + 2) != 0xbf) return stop(p + 2)
    p += 3
  }
  consume(blank(p))
  return Status.GO
}

/** Does the value end there? A number that ends with the window may go on. */
@inline
export function isWhole(v: usize, e: usize): bool {
  return e && (e < limit || isLast || !isNumberStart(byte(v)))
}

/** Waits for more where nothing is wrong with the text but that it ends. */
export function unfinished(p: usize, end: usize): i32 {
  if (isLast || (!end && badAt < limit)) return Status.BAD
  waitFrom(p)
  return Status.MORE
}

export function stop(p: usize, why: i32 = Fault.SYNTAX): i32 {
  fail(p, why)
  return p == limit && !isLast ? Status.MORE : Status.BAD
}

/** Where in the document the fault is. */
export function faultOffset(): f64 {
  return <f64>offsetOf(badAt)
}
