/** Reads strings, numbers and white space of JSON; the bytes behind its end are zeros, which nothing allows. @module */

import { Fault } from '../protocol'

export const QUOTE: u32 = 0x22
export const BACKSLASH: u32 = 0x5c
export const COMMA: u32 = 0x2c
export const COLON: u32 = 0x3a
export const NEWLINE: u32 = 0x0a

/** Where the first byte is that nothing before it allows: whatever follows, the text is bad. */
export let badAt: usize = 0
/** Why, as one of `Fault`. */
export let fault: i32 = 0
/** Were all bytes of strings below 0x80? */
export let ascii: bool = true

export function startText(): void {
  badAt = 0
  fault = 0
  ascii = true
}

/** Always 0, so that it can be returned as the end of what isn't there. */
export function fail(p: usize, why: i32 = Fault.SYNTAX): usize {
  badAt = p
  fault = why
  return 0
}

@inline
export function byte(p: usize): u32 {
  return load<u8>(p)
}

/** Skips white space. */
@inline
export function blank(p: usize): usize {
  return byte(p) > 0x20 ? p : blanks(p)
}

// A scalar loop is as fast as SIMD here, also on indented documents.
function blanks(p: usize): usize {
  for (let c = byte(p); c == 0x20 || c == NEWLINE || c == 0x0d || c == 0x09; c = byte(p)) p++
  return p
}

/** Finds the next quote, backslash, control character or byte above 0x7f. */
@inline
export function plainEnd(p: usize): usize {
  let m = stops(p)
  for (; !m; m = stops(p)) p += 16
  return p + ctz(m)
}

@inline
function stops(p: usize): i32 {
  const v = v128.load(p)
  const special = v128.or(i8x16.eq(v, i8x16.splat(0x22)), i8x16.eq(v, i8x16.splat(0x5c)))
  // The comparison is signed: it finds what is below 0x20 and what is above 0x7f.
  return i8x16.bitmask(v128.or(special, i8x16.lt_s(v, i8x16.splat(0x20))))
}

/** Reads a string from after its opening quote. */
@inline
export function string(p: usize): usize {
  p = plainEnd(p)
  return byte(p) == QUOTE ? p + 1 : stringRest(p)
}

/** Reads the rest of a string, from the first byte on that is no plain character. */
export function stringRest(p: usize): usize {
  for (let c = byte(p); c != QUOTE; c = byte(p)) {
    const next = c >= 0x80 ? utf8(p) : c == BACKSLASH ? escape(p) : fail(p)
    if (!next) return 0
    p = byte(next) >= 0x80 ? next : plainEnd(next)
  }
  return p + 1
}

/** Reads one sequence of two to four bytes: no overlong form, no surrogate, nothing above U+10FFFF. */
@inline
export function utf8(p: usize): usize {
  const a = byte(p)
  const b = byte(p + 1)
  ascii = false
  if (a - 0xc2 < 0x1e) return isTail(p + 1) ? p + 2 : fail(p + 1, Fault.UTF8)
  if (a < 0xe0 || a > 0xf4) return fail(p, Fault.UTF8)
  const low: u32 = a == 0xe0 ? 0xa0 : a == 0xf0 ? 0x90 : 0x80
  const high: u32 = a == 0xed ? 0x9f : a == 0xf4 ? 0x8f : 0xbf
  if (b < low || b > high) return fail(p + 1, Fault.UTF8)
  if (!isTail(p + 2)) return fail(p + 2, Fault.UTF8)
  if (a < 0xf0) return p + 3
  return isTail(p + 3) ? p + 4 : fail(p + 3, Fault.UTF8)
}

@inline
function isTail(p: usize): bool {
  return (byte(p) & 0xc0) == 0x80
}

@inline
function escape(p: usize): usize {
  const e = byte(p + 1)
  if (e == 0x75) {
    for (let i: usize = 2; i < 6; i++) if (!isHex(p + i)) return fail(p + i)
    return p + 6
  }
  const isKnown =
    e == QUOTE || e == BACKSLASH || e == 0x2f || e == 0x62 || e == 0x66 || e == 0x6e || e == 0x72 || e == 0x74
  return isKnown ? p + 2 : fail(p + 1)
}

@inline
function isHex(p: usize): bool {
  const c = byte(p)
  return c - 0x30 < 10 || (c | 0x20) - 0x61 < 6
}

@inline
export function isNumberStart(c: u32): bool {
  return c - 0x30 < 10 || c == 0x2d
}

/** Reads a number from its first byte. */
@inline
export function number(p: usize): usize {
  if (byte(p) == 0x2d) p++
  let e = digits(p)
  if (e == p) return fail(p)
  if (byte(p) == 0x30 && e > p + 1) return fail(p + 1)
  if (byte(e) == 0x2e) {
    p = e + 1
    e = digits(p)
    if (e == p) return fail(p)
  }
  if ((byte(e) | 0x20) == 0x65) {
    const sign = byte(e + 1)
    p = e + (sign == 0x2b || sign == 0x2d ? 2 : 1)
    e = digits(p)
    if (e == p) return fail(p)
  }
  return e
}

@inline
function digits(p: usize): usize {
  let m = others(p)
  for (; !m; m = others(p)) p += 16
  return p + ctz(m)
}

@inline
function others(p: usize): i32 {
  const v = i8x16.sub(v128.load(p), i8x16.splat(0x30))
  return i8x16.bitmask(i8x16.gt_u(v, i8x16.splat(9)))
}
