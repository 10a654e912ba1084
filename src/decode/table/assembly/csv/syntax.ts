/** Writes fields that aren't text as JSON, and tells what a field could be. @module */

import { Guess } from './protocol'

const DOT: u32 = 0x2e
const MINUS: u32 = 0x2d
/** 2^53 has one digit more. */
const SURE_DIGITS: usize = 15

/** What stands before the decimals, `.` or `,`. */
let point: u32 = DOT

export function setPoint(byte: u32): void {
  point = byte
}

@inline
function byte(p: usize): u32 {
  return load<u8>(p)
}

@inline
function isDigit(p: usize): bool {
  return byte(p) - 0x30 < 10
}

@inline
function isBlank(c: u32): bool {
  return c == 0x20 || c == 0x09
}

/** Registers of `trim`. */
let from: usize = 0
let end: usize = 0

@inline
function trim(p: usize, to: usize): void {
  while (p < to && isBlank(byte(p))) p++
  while (to > p && isBlank(byte(to - 1))) to--
  from = p
  end = to
}

@inline
function writeNull(o: usize): usize {
  store<u32>(o, 0x6c6c756e)
  return o + 4
}

/** Writes the number from `p` to before `to`, behind which no digit stands; returns 0 where it is none. */
export function writeNumber(p: usize, to: usize, o: usize): usize {
  trim(p, to)
  p = from
  if (p == end) return writeNull(o)
  const sign = byte(p)
  if (sign == MINUS || sign == 0x2b) {
    p++
    if (sign == MINUS) store<u8>(o++, MINUS)
  }
  const whole = p
  while (byte(p) == 0x30 && isDigit(p + 1) && p + 1 < end) p++
  const digits = p
  while (p < end && isDigit(p)) store<u8>(o++, byte(p++))
  const isWhole = p > whole
  if (digits == p) store<u8>(o++, 0x30)
  if (p < end && byte(p) == point) {
    const decimals = ++p
    store<u8>(o++, DOT)
    while (p < end && isDigit(p)) store<u8>(o++, byte(p++))
    if (p == decimals) o--
    if (p == decimals && !isWhole) return 0
  } else if (!isWhole) return 0
  if (p < end && (byte(p) | 0x20) == 0x65) {
    store<u8>(o++, byte(p++))
    if (p < end && (byte(p) == MINUS || byte(p) == 0x2b)) store<u8>(o++, byte(p++))
    const power = p
    while (p < end && isDigit(p)) store<u8>(o++, byte(p++))
    if (p == power) return 0
  }
  return p == end ? o : 0
}

/** Writes `true`, `false` or `null`; returns 0 where the field says none of them. */
export function writeBoolean(p: usize, to: usize, o: usize): usize {
  trim(p, to)
  if (from == end) return writeNull(o)
  const word = lowerCase()
  if (word == 0x31 || word == 0x74 || word == 0x79 || word == 0x736579 || word == 0x65757274) {
    store<u32>(o, 0x65757274)
    return o + 4
  }
  if (word == 0x30 || word == 0x66 || word == 0x6e || word == 0x6f6e || word == 0x65736c6166) {
    store<u64>(o, 0x65736c6166)
    return o + 5
  }
  return 0
}

/** The text from `from` to `end` as a number, its first byte the lowest; 0 where it is longer than any word. */
function lowerCase(): u64 {
  if (end - from > 5) return 0
  let word: u64 = 0
  for (let p = end; p > from; ) {
    const c = byte(--p)
    word = (word << 8) | (c - 0x41 < 26 ? c | 0x20 : c)
  }
  return word
}

/** What the field from `p` to before `to` could be, as bits of `Guess`. */
export function guessed(p: usize, to: usize): u32 {
  if (p == to) return Guess.NUMBER | Guess.BOOLEAN
  from = p
  end = to
  const word = lowerCase()
  if (word == 0x65757274 || word == 0x65736c6166) return Guess.BOOLEAN | Guess.FILLED
  return isSureNumber(p, to) ? Guess.NUMBER | Guess.FILLED : Guess.FILLED
}

/** A number that nobody would mean as a text: no zero before other digits, no plus, no exponent, and exact. */
function isSureNumber(p: usize, to: usize): bool {
  if (byte(p) == MINUS) p++
  const whole = p
  while (p < to && isDigit(p)) p++
  const digits = p - whole
  if (!digits || digits > SURE_DIGITS || (byte(whole) == 0x30 && digits > 1)) return false
  if (p == to) return true
  if (byte(p++) != point || p == to) return false
  while (p < to && isDigit(p)) p++
  return p == to
}
