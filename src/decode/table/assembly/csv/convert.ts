/** Turns rows of CSV into lines of JSON, as strictly as RFC 4180 has them, in pieces of any size. @module */

import { Flaw, Cell, Outcome } from './protocol'
import { fail, failAt, fault, startFaults } from './faults'
import { arrive, COLUMNS, filled, leave, limit, offsetOf, OUTPUT_FULL, pos, startMemory } from './memory'
import { after, columnsEnd, indexOf, kindOf, leadBytesOf, startColumns, writeLead } from './columns'
import { setPoint } from './syntax'
import { byte, copyText, halt, hasQuotes, NEWLINE, outEnd, QUOTE, RETURN, separator, setSyntax } from './text'
import { addToValue, pause, readValue, startValue, writeValue } from './value'

const START: i32 = 0
const ROW: i32 = 1
const FIELD: i32 = 2
/** Within a field, or before what follows it. */
const PLAIN: i32 = 3
const QUOTED: i32 = 4
const CLOSED: i32 = 5
let state: i32 = START

let isHeader: bool = false
let column: usize = COLUMNS
/** Where the field begins in the document. */
let fieldAt: u64 = 0

/** How many rows are behind, without the header. */
export let rows: u32 = 0
/** Behind so many the converter stops for once. */
let wanted: u32 = u32.MAX_VALUE

/** Forgets the document before. Its first row is the header, or it has none. */
export function start(hasHeader: bool, between: u32, quotes: bool, point: u32): void {
  startMemory()
  startFaults()
  setSyntax(between, quotes)
  setPoint(point)
  state = START
  isHeader = hasHeader
  rows = 0
  wanted = u32.MAX_VALUE
}

/** Looks for a row, of which the first is 0. */
export function seek(row: u32): void {
  wanted = row
}

/** Where in the document the next byte is to be converted. */
export function position(): f64 {
  return <f64>offsetOf(pos)
}

/** Which column the fault is in, of which the first is 0. */
export function faultColumn(): u32 {
  return indexOf(column)
}

/** Goes on with so many more bytes, or with none after `FULL` and `HEADER`; a `Outcome`. */
export function convert(bytes: u32, isLast: bool): i32 {
  arrive(bytes)
  if (state == START && !skipMark(isLast)) return Outcome.MORE
  let p = pos
  let o = filled
  for (;;) {
    if (state == ROW) {
      if (p == limit) return stop(p, o, isLast ? Outcome.DONE : Outcome.MORE)
      if (rows == wanted && !isHeader) return stop(p, o, Outcome.FOUND)
      column = COLUMNS
      state = FIELD
    }
    if (state == FIELD) {
      if (p == limit && !isLast) return stop(p, o, Outcome.MORE)
      if (o + leadBytesOf(column) > OUTPUT_FULL) return stop(p, o, Outcome.FULL)
      o = writeLead(column, o)
      fieldAt = offsetOf(p)
      startValue()
      const isQuoted = byte(p) == QUOTE && hasQuotes
      state = isQuoted ? QUOTED : PLAIN
      p += usize(isQuoted)
    }
    if (state != CLOSED) {
      const isText = kindOf(column) == Cell.TEXT
      p = isText ? copyText(p, o, state == QUOTED, isLast) : readValue(p, state == QUOTED, isLast)
      if (isText) o = outEnd
      const status = isText ? halt : pause
      if (status != Outcome.DONE) return stop(p, o, status)
      if (state == QUOTED) {
        if (p == limit) return refuse(p, o, Flaw.UNCLOSED)
        if (p + 1 == limit && !isLast) return stop(p, o, Outcome.MORE)
        p++
        if (byte(p) == QUOTE && p < limit) {
          p++
          o = quoteWithin(o, isText)
          continue
        }
        state = CLOSED
      }
    }
    const c = byte(p)
    if (!isLast && (p == limit || (c == RETURN && p + 1 == limit))) return stop(p, o, Outcome.MORE)
    const isEnd = c == NEWLINE || p == limit || (c == RETURN && byte(p + 1) == NEWLINE)
    if (!isEnd && c != separator) return refuse(p, o, c == RETURN ? Flaw.LONE_RETURN : Flaw.AFTER_QUOTE)
    o = endField(o)
    if (fault) return stop(p, o, Outcome.BAD)
    const next = after(column)
    if (!isEnd) {
      if (next == columnsEnd && !isHeader) return refuse(p, o, Flaw.TOO_MANY)
      if (next != columnsEnd) column = next
      state = FIELD
      p++
      continue
    }
    if (next != columnsEnd && !isHeader) return refuse(p, o, Flaw.TOO_FEW)
    p += c == RETURN ? 2 : usize(p < limit)
    state = ROW
    if (isHeader) return endHeader(p, o)
    store<u16>(o, 0x0a7d)
    o += 2
    rows++
  }
  return Outcome.BAD
}

/** Skips a byte order mark at the very beginning, if so much has come that there is none to come. */
function skipMark(isLast: bool): bool {
  const bytes = limit - pos
  const isMark = bytes >= 3 && byte(pos) == 0xef && byte(pos + 1) == 0xbb && byte(pos + 2) == 0xbf
  if (bytes < 3 && !isLast) return false
  if (isMark) leave(pos + 3, filled)
  state = ROW
  return true
}

/** A quote that was written twice. */
@inline
function quoteWithin(o: usize, isText: bool): usize {
  if (!isText) {
    addToValue(QUOTE)
    return o
  }
  store<u16>(o, 0x225c)
  return o + 2
}

/** Writes what is left of a field. */
@inline
function endField(o: usize): usize {
  if (kindOf(column) != Cell.TEXT) return writeValue(column, o, fieldAt)
  store<u8>(o, QUOTE)
  return o + 1
}

function endHeader(p: usize, o: usize): i32 {
  store<u8>(o, 0x5d)
  isHeader = false
  return stop(p, o + 1, Outcome.HEADER)
}

function stop(p: usize, o: usize, status: i32): i32 {
  leave(p, o)
  return status
}

function refuse(p: usize, o: usize, why: i32): i32 {
  if (why == Flaw.UNCLOSED) failAt(why, fieldAt)
  else fail(why, p)
  return stop(p, o, Outcome.BAD)
}
