/** Reads numbers that are keys: the key is what `String` makes of a whole number, however it is spelled. @module */

import { Fault } from '../protocol'
import { byte, fail } from '../json/lexer'

const MAX_WHOLE: u64 = 9007199254740992
/** So many digits has `MAX_WHOLE`. */
const MOST_DIGITS: i32 = 16
/** An exponent that is beyond all that matters, and far from an overflow. */
const MAX_EXPONENT: i32 = 1000000000

const POINT: u32 = 0x2e
const MINUS: u32 = 0x2d

/** Room for a minus and the digits, as whole words. */
const digits: usize = memory.data(32, 8)

/** Registers of `wholeNumber`: the text of the key. */
export let wholeFrom: usize = 0
export let wholeBytes: u32 = 0

/** Reads a number that is valid JSON. Its digits are the key as they stand, even where no double has room for them. */
export function wholeNumber(p: usize, end: usize): bool {
  const first = p + usize(byte(p) == MINUS)
  let q = first
  while (q < end && byte(q) - 0x30 < 10) q++
  if (q < end) return spelledOut(p, first, end)
  // There is one zero.
  wholeFrom = byte(first) == 0x30 ? first : p
  wholeBytes = <u32>(end - wholeFrom)
  return true
}

/** A number with a point or an exponent. All its digits count, so that no two numbers become one key. */
function spelledOut(p: usize, first: usize, end: usize): bool {
  let mantissa: u64 = 0
  /** How many digits the mantissa has, and how many zeros were seen behind it. */
  let size: i32 = 0
  let zeros: i32 = 0
  let exponent: i32 = 0
  let isBehindPoint = false
  let q = first
  for (; q < end; q++) {
    const c = byte(q)
    if (c == POINT) {
      isBehindPoint = true
      continue
    }
    const digit = c - 0x30
    if (digit > 9) break
    if (isBehindPoint && exponent > -MAX_EXPONENT) exponent--
    if (!digit) {
      zeros += i32(size > 0)
      continue
    }
    for (; zeros; zeros--) {
      if (++size <= MOST_DIGITS) mantissa *= 10
    }
    if (++size <= MOST_DIGITS) mantissa = mantissa * 10 + digit
  }
  if (q < end) exponent += exponentOf(q + 1, end)
  exponent += zeros
  if (!size) return write(0, false)
  if (exponent < 0) return !!fail(p, Fault.KEY_FRACTION)
  if (size + exponent > MOST_DIGITS) return !!fail(p, Fault.KEY_LARGE)
  for (; exponent; exponent--) mantissa *= 10
  if (mantissa > MAX_WHOLE) return !!fail(p, Fault.KEY_LARGE)
  return write(mantissa, first > p)
}

function exponentOf(q: usize, end: usize): i32 {
  const isNegative = byte(q) == MINUS
  if (isNegative || byte(q) == 0x2b) q++
  let exponent: i32 = 0
  for (; q < end; q++) if (exponent < MAX_EXPONENT / 10) exponent = exponent * 10 + <i32>(byte(q) - 0x30)
  return isNegative ? -exponent : exponent
}

function write(whole: u64, isNegative: bool): bool {
  let at = digits + 24
  const end = at
  do {
    store<u8>(--at, <u8>(0x30 + (whole % 10)))
    whole /= 10
  } while (whole)
  if (isNegative) store<u8>(--at, <u8>MINUS)
  wholeFrom = at
  wholeBytes = <u32>(end - at)
  return true
}
