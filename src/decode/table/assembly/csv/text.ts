/** Copies the text of fields into strings of JSON. @module */

import { Flaw, Outcome } from './protocol'
import { fail } from './faults'
import { limit, OUTPUT_FULL } from './memory'
import { sequence, wrongAt } from './utf8'
import { writeEscape } from './escape'

export const QUOTE: u32 = 0x22
export const NEWLINE: u32 = 0x0a
export const RETURN: u32 = 0x0d
const BACKSLASH: u32 = 0x5c

/** What stands between fields, and whether they may be in quotes. */
export let separator: u32 = 0x2c
export let hasQuotes: bool = true

/** Registers of `copyText`: where the output ends, and why it stopped, as `Outcome`; `DONE` at the end of the text. */
export let outEnd: usize = 0
export let halt: i32 = 0

export function setSyntax(between: u32, quotes: bool): void {
  separator = between
  hasQuotes = quotes
}

@inline
export function byte(p: usize): u32 {
  return load<u8>(p)
}

/** Which of 16 bytes are a quote, a backslash, a separator, a control character or above 0x7f, as bits. */
@inline
export function specials(v: v128): i32 {
  const quotes = v128.or(i8x16.eq(v, i8x16.splat(0x22)), i8x16.eq(v, i8x16.splat(0x5c)))
  // The comparison is signed: it finds what is below 0x20 and what is above 0x7f.
  const others = v128.or(i8x16.eq(v, i8x16.splat(<i8>separator)), i8x16.lt_s(v, i8x16.splat(0x20)))
  return i8x16.bitmask(v128.or(quotes, others))
}

/** Copies from `p` on up to a separator, a line break or the end; within quotes up to a quote. */
export function copyText(p: usize, o: usize, isQuoted: bool, isLast: bool): usize {
  for (;;) {
    if (o >= OUTPUT_FULL) return stop(p, o, Outcome.FULL)
    const v = v128.load(p)
    v128.store(o, v)
    const m = specials(v)
    if (!m) {
      p += 16
      o += 16
      continue
    }
    const n = ctz(m)
    p += n
    o += n
    const c = byte(p)
    if (p == limit) return stop(p, o, isLast ? Outcome.DONE : Outcome.MORE)
    if (isQuoted) {
      if (c == QUOTE) return stop(p, o, Outcome.DONE)
    } else {
      if (c == separator || c == NEWLINE || c == RETURN) return stop(p, o, Outcome.DONE)
      if (c == QUOTE && hasQuotes) return bad(p, o, Flaw.QUOTE_WITHIN)
    }
    if (c < 0x80) {
      o = c < 0x20 || c == QUOTE || c == BACKSLASH ? writeEscape(c, o) : copied(c, o)
      p++
      continue
    }
    // A run of other alphabets, a character at a time.
    do {
      const bytes = sequence(p)
      if (!bytes) {
        const isCut = wrongAt == limit && !isLast
        return isCut ? stop(p, o, Outcome.MORE) : bad(wrongAt, o, Flaw.UTF8)
      }
      store<u32>(o, load<u32>(p))
      p += bytes
      o += bytes
    } while (byte(p) >= 0x80 && o < OUTPUT_FULL)
  }
  return 0
}

/** A separator within quotes. */
@inline
function copied(c: u32, o: usize): usize {
  store<u8>(o, c)
  return o + 1
}

@inline
function stop(p: usize, o: usize, why: i32): usize {
  outEnd = o
  halt = why
  return p
}

function bad(p: usize, o: usize, why: i32): usize {
  fail(why, p)
  return stop(p, o, Outcome.BAD)
}
