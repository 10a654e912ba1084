/** Reads one value of JSON, without recursion, since the text decides how deep it is. @module */

import { Fault, Limit } from '../protocol'
import { byte, blank, COLON, COMMA, fail, isNumberStart, number, QUOTE, string } from './lexer'

/** A bit for each open bracket, except for the innermost 64, which are in a variable. */
const outer: usize = memory.data(((<usize>Limit.DEPTH >> 6) + 1) << 3, 8)

/** Reads a value from its first byte, in which at most so many lists and objects are within each other. */
export function value(p: usize, most: u32 = Limit.DEPTH): usize {
  let depth: u32 = 0
  // 1 = array; the lowest bit is the innermost.
  let open: u64 = 0
  for (;;) {
    const c = byte(p)
    if (c == QUOTE) p = string(p + 1)
    else if (isNumberStart(c)) p = number(p)
    else if (c == 0x7b || c == 0x5b) {
      if (depth == most) return fail(p, Fault.DEPTH)
      p = blank(p + 1)
      // Not empty: in ASCII the closing bracket is two after the opening one.
      if (byte(p) != c + 2) {
        if (depth && (depth & 63) == 0) store<u64>(outer + (<usize>(depth >> 6) << 3), open)
        depth++
        open = (open << 1) | u64(c == 0x5b)
        if (c == 0x7b) p = name(p)
        if (!p) return 0
        continue
      }
      p++
    } else p = literal(p)
    if (!p) return 0
    for (;;) {
      if (!depth) return p
      p = blank(p)
      const d = byte(p)
      const isArray = <u32>open & 1
      if (d == COMMA) {
        p = blank(p + 1)
        if (!isArray) p = name(p)
        if (!p) return 0
        break
      }
      if (d != (isArray ? 0x5d : 0x7d)) return fail(p)
      p++
      depth--
      open >>= 1
      if (depth && (depth & 63) == 0) open = load<u64>(outer + (<usize>(depth >> 6) << 3))
    }
  }
  return 0
}

/** Reads a name from its opening quote, and its colon, up to the value. */
@inline
function name(p: usize): usize {
  if (byte(p) != QUOTE) return fail(p)
  p = string(p + 1)
  return p ? colon(p) : 0
}

/** Reads the colon behind a name, up to the value. */
@inline
export function colon(p: usize): usize {
  p = blank(p)
  return byte(p) == COLON ? blank(p + 1) : fail(p)
}

@inline
function literal(p: usize): usize {
  const c = byte(p)
  if (c == 0x74) return load<u32>(p) == TRUE_WORD ? p + 4 : difference(p, TRUE_WORD)
  if (c == 0x66) return load<u32>(p + 1) == ALSE_WORD ? p + 5 : difference(p + 1, ALSE_WORD)
  if (c == 0x6e) return load<u32>(p) == NULL_WORD ? p + 4 : difference(p, NULL_WORD)
  return fail(p)
}

/** `true`, `null` and the end of `false`, as words. */
export const TRUE_WORD: u32 = 0x65757274
export const ALSE_WORD: u32 = 0x65736c61
export const NULL_WORD: u32 = 0x6c6c756e

function difference(p: usize, word: u32): usize {
  return fail(p + (ctz(load<u32>(p) ^ word) >> 3))
}
