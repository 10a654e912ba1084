/** Reads fields that aren't text, which are short and have no escapes in JSON. @module */

import { Flaw, Guess, Cell, Outcome } from './protocol'
import { fail, failAt } from './faults'
import { limit, VALUE, VALUE_BYTES } from './memory'
import { kindOf, narrow } from './columns'
import { byte, hasQuotes, NEWLINE, QUOTE, RETURN, separator, specials } from './text'
import { guessed, writeBoolean, writeNumber } from './syntax'

/** The field as far as it came: where it lies, in `VALUE` or in the input. */
let from: usize = VALUE
let bytes: u32 = 0

/** Register of `readValue`: why it stopped, as `Outcome`; `DONE` at the end of the value. */
export let pause: i32 = 0

export function startValue(): void {
  from = VALUE
  bytes = 0
}

/** Reads on up to a separator, a line break or the end; within quotes up to a quote. */
export function readValue(p: usize, isQuoted: bool, isLast: bool): usize {
  if (!isQuoted && !bytes) {
    const m = specials(v128.load(p))
    const q = p + ctz(m)
    if (m && q < limit && (byte(q) == separator || byte(q) == NEWLINE)) {
      from = p
      bytes = <u32>(q - p)
      return stop(q, Outcome.DONE)
    }
  }
  for (; p < limit; p++) {
    const c = byte(p)
    if (c == QUOTE && hasQuotes) {
      if (!isQuoted) fail(Flaw.QUOTE_WITHIN, p)
      return stop(p, isQuoted ? Outcome.DONE : Outcome.BAD)
    }
    if (!isQuoted && (c == separator || c == NEWLINE || c == RETURN)) return stop(p, Outcome.DONE)
    addToValue(c)
  }
  return stop(p, isLast ? Outcome.DONE : Outcome.MORE)
}

/** Keeps one byte more; of a field that is too long to mean anything only that it is. */
export function addToValue(c: u32): void {
  if (bytes < <u32>VALUE_BYTES) store<u8>(VALUE + bytes, c)
  bytes++
}

@inline
function stop(p: usize, why: i32): usize {
  pause = why
  return p
}

/** Writes the value for a column; returns 0 where it has no such value, with `offset` as the place of the fault. */
export function writeValue(column: usize, o: usize, offset: u64): usize {
  const kind = kindOf(column)
  const isShort = bytes <= <u32>VALUE_BYTES
  const end = from + bytes
  if (kind == Cell.GUESS) {
    narrow(column, isShort ? guessed(from, end) : Guess.FILLED)
    return o
  }
  const isNumber = kind == Cell.NUMBER
  let written: usize = 0
  if (isShort) written = isNumber ? writeNumber(from, end, o) : writeBoolean(from, end, o)
  if (!written) failAt(isNumber ? Flaw.NUMBER : Flaw.BOOLEAN, offset)
  return written
}
