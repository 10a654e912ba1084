/** Reads what the text of a number means, to the last bit, as strictly as `JSON.parse`. @module */

import { MAX_POWER, quotient } from './quotient'
import { byte } from './lexer'

/** The host's `Number` of a text in memory. */
@external('columns', 'parseNumber')
declare function parseNumber(at: usize, length: u32): f64

/** Register of `readNumber`: where the number ends, or 0 where it is none. */
export let numberEnd: usize = 0

// 2 ** 53 and 10 ** 22 are exact, and so is what one operation makes of exact numbers: the fast path of Clinger, 1990.
const EXACT: u64 = 9007199254740992
const EXACT_POWER: i32 = 22
// So many digits fit into 64 bits.
const MAX_DIGITS: usize = 19
/** An exponent that is beyond all that matters, and far from an overflow. */
const MAX_EXPONENT: i32 = 100000

const powers: usize = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
  1e20, 1e21, 1e22,
])

@inline
export function powerOfTen(exponent: i32): f64 {
  return load<f64>(powers + (<usize>exponent << 3))
}

/** Reads a number, from its sign or first digit. */
export function readNumber(from: usize): f64 {
  const isNegative = byte(from) == 0x2d
  let p = isNegative ? from + 1 : from
  let mantissa: u64 = 0
  let digits = p
  let c = byte(p) - 0x30
  const isZero = !c
  for (; c < 10; c = byte(++p) - 0x30) mantissa = mantissa * 10 + c
  if (isZero ? p != digits + 1 : p == digits) return noNumber()
  let exponent: i32 = 0
  if (c == 0x2e - 0x30) {
    const point = ++p
    for (c = byte(p) - 0x30; c < 10; c = byte(++p) - 0x30) mantissa = mantissa * 10 + c
    if (p == point) return noNumber()
    exponent = <i32>(point - p)
    digits++
  }
  digits = p - digits
  if (((c + 0x30) | 0x20) == 0x65) exponent += readExponent(++p)
  else numberEnd = p
  if (!numberEnd) return 0
  // There are more digits than there is room for.
  if (digits > MAX_DIGITS) return parseNumber(from, <u32>(numberEnd - from))
  const value = scaled(mantissa, exponent)
  if (value < 0) return parseNumber(from, <u32>(numberEnd - from))
  return isNegative ? -value : value
}

function noNumber(): f64 {
  numberEnd = 0
  return 0
}

/** The mantissa by the power of ten; -1 where that takes more than one operation. */
@inline
function scaled(mantissa: u64, exponent: i32): f64 {
  if (!exponent) return <f64>mantissa
  if (mantissa <= EXACT) {
    if (exponent < 0 && exponent >= -EXACT_POWER) return <f64>mantissa / powerOfTen(-exponent)
    if (exponent > 0 && exponent <= EXACT_POWER) return <f64>mantissa * powerOfTen(exponent)
    return -1
  }
  return exponent < 0 && exponent >= -MAX_POWER ? quotient(mantissa, -exponent) : -1
}

function readExponent(p: usize): i32 {
  const isNegative = byte(p) == 0x2d
  if (isNegative || byte(p) == 0x2b) p++
  let exponent: i32 = 0
  const digits = p
  for (let c = byte(p) - 0x30; c < 10; c = byte(++p) - 0x30) exponent = min(exponent * 10 + <i32>c, MAX_EXPONENT)
  numberEnd = p == digits ? 0 : p
  return isNegative ? -exponent : exponent
}
