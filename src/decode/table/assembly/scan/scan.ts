/** Scans a document entry by entry, as strictly as `JSON.parse`, and hands on each one that is whole. @module */

import { Fault, Format, Limit, Sink, Status } from '../protocol'
import { resetArena } from '../memory/arena'
import { restoreColumns } from '../columns/column'
import { resetColumns } from '../columns/make-columns'
import { encode, isEncoded } from '../columns/encode'
import { mayBeOdd, startOddRows } from '../columns/odd-rows'
import { seedHash } from '../keys/hash'
import { encodedRecord, record } from './record'
import { startPaths } from './key-paths'
import { forgetJoined, isKeyPlain, keyBytes, keyFrom, readKey } from '../keys/key-text'
import { parts } from '../keys/parts'
import { KEY, LENGTH, rows, setSpan, stage, startStage, unstage } from '../keys/stage'
import { badAt, blank, byte, COMMA, NEWLINE, plainEnd, QUOTE, startText, stringRest } from '../json/lexer'
import { colon, value } from '../json/value'
import { arrive, consume, isLast, limit, offsetOf, pos, startWindow } from '../memory/window'
import { isWrapped, startAround, walk } from './around'
import { keepRecord, noteRecord, noteText } from './latest'
import { closed, isBlank, SEPARATOR, unbroken } from './lines'
import { isWhole, skipMark, stop, unfinished } from './steps'

let sink: i32 = Sink.SPANS

const START: i32 = 0
const FIRST: i32 = 1
const NEXT: i32 = 2
const AFTER: i32 = 3
const END: i32 = 4
/** Behind a separator and white space. */
const BLANK: i32 = 5
let state: i32 = START

const OBJECT: i32 = 0
const ARRAY: i32 = 1
const LINES: i32 = 2
const SEQUENCE: i32 = 3
let layout: i32 = OBJECT
let format: i32 = Format.ANY
/** Have records no keys? Then they may be any JSON. */
let isByPosition: bool = false
/** May there be no records at all, and no document either? */
let mayBeEmpty: bool = false
/** Does the host look at the first records, to tell a wrapper from a table? */
export let isWatched: bool = false

/** Is the scan where no records are: before them, or behind them, in the document that they are in? */
export let isAround: bool = false

/** Forgets the document before, and all that was made of it. */
export function start(into: i32, k0: u32, k1: u32): void {
  resetArena()
  resetColumns((<u64>k1 << 32) | k0)
  startOddRows()
  startWindow()
  startText()
  startStage()
  startPaths()
  startAround()
  forgetJoined()
  seedHash(k0, k1)
  sink = into
  state = START
  layout = OBJECT
  format = Format.ANY
  isByPosition = mayBeEmpty = isWatched = isAround = false
}

/** Says of the document that has been started that its records have no keys. */
export function byPosition(): void {
  isByPosition = true
}

/** Says how the records come, whether there may be no document at all, and whether the host looks at the first records. */
export function expect(as: i32, nothing: bool, watched: bool): void {
  format = as
  mayBeEmpty = nothing
  isWatched = watched
}

/** Goes on with so many more bytes, or with none after `STOPPED` or `LOOK`. */
export function scan(bytes: u32, last: bool): i32 {
  if (!arrive(bytes, last)) return Status.MORE
  let status: i32 = Status.GO
  if (state == START) status = open()
  while (status == Status.GO) {
    if (isAround) {
      status = walk()
      if (status == Status.GO) {
        isAround = false
        status = begin()
      }
    } else if (layout >= LINES) return scanLines()
    else {
      status = scanEntries()
      isAround = status == Status.GO
    }
  }
  return status
}

function open(): i32 {
  const status = skipMark()
  if (status != Status.GO) return status
  isAround = isWrapped()
  if (!isAround) return begin()
  state = FIRST
  return Status.GO
}

/** Begins with the records, at their first byte that isn't white space. */
function begin(): i32 {
  const p = pos
  const c = byte(p)
  if (p == limit && isLast && mayBeEmpty) return Status.DONE
  if (format >= Format.NDJSON && p < limit) layout = format == Format.NDJSON ? LINES : SEQUENCE
  else if (!isByPosition && !parts) {
    if (c == 0x5b) return refusedArray(p)
    if (c != 0x7b) return stop(p, Fault.NO_OBJECT)
    layout = OBJECT
  } else if (c == 0x5b) layout = ARRAY
  else if (format == Format.JSON || isWrapped() || p == limit) return stop(p, Fault.NO_RECORD)
  else if (c == SEPARATOR) layout = SEQUENCE
  else if (c == 0x7b || isByPosition) layout = LINES
  else return stop(p, Fault.NO_RECORD)
  // An array, or a separator, says by itself that there are records within.
  if (layout == ARRAY || layout == SEQUENCE) isWatched = false
  state = layout == LINES ? NEXT : layout == SEQUENCE ? AFTER : FIRST
  if (layout < LINES) consume(p + 1)
  return Status.GO
}

/** Says what the array is of, as texts are read by something else than records are. */
function refusedArray(p: usize): i32 {
  const first = blank(p + 1)
  if (first == limit && !isLast) return Status.MORE
  return stop(p, byte(first) == QUOTE ? Fault.TEXTS : Fault.ARRAY)
}

function scanEntries(): i32 {
  const closer: u32 = layout == OBJECT ? 0x7d : 0x5d
  for (;;) {
    const p = blank(pos)
    const c = byte(p)
    consume(p)
    if ((state == NEXT || (state == FIRST && c != closer)) && isOpener(c)) {
      const status = layout == OBJECT ? property(p) : item(p)
      if (status != Status.GO) return status
    } else if (c == COMMA && state == AFTER) {
      state = NEXT
      consume(p + 1)
    } else if (c == closer && (state == FIRST || state == AFTER)) {
      state = END
      consume(p + 1)
      if (isWrapped()) return Status.GO
    } else if (p == limit && isLast && state == END) {
      return Status.DONE
    } else {
      const isItem = layout == ARRAY && (state == FIRST || state == NEXT)
      if (isItem && state == FIRST && c == QUOTE) return stop(p, Fault.TEXTS)
      return stop(p, isItem ? Fault.NO_RECORD : Fault.SYNTAX)
    }
  }
  return Status.BAD
}

/** May an entry begin so? What it is tells whether it does. */
@inline
function isOpener(c: u32): bool {
  return layout == OBJECT ? c == QUOTE : isByPosition || c == 0x7b
}

function scanLines(): i32 {
  for (;;) {
    const isOpened = layout == LINES ? nextLine() : nextText()
    const p = pos
    if (!isOpened) return stop(p)
    if (p == limit) return isLast ? ended() : Status.MORE
    if (state == AFTER) return stop(p, layout == LINES ? Fault.NO_NEWLINE : Fault.NO_SEPARATOR)
    if (byte(p) != 0x7b && !isByPosition) return stop(p, Fault.NO_RECORD)
    if (isWatched && !rows) noteText(p, limit)
    const status = item(p)
    if (status != Status.GO) return status
  }
  return Status.BAD
}

/** Goes on to the next line that has anything in it. */
@inline
function nextLine(): bool {
  let p = pos
  let c = byte(p)
  for (; isBlank(c); c = byte(++p)) if (c == NEWLINE) state = NEXT
  consume(p)
  return true
}

/** Goes on behind separators, between two of which nothing else may be: there was a record that is lost. */
function nextText(): bool {
  for (;;) {
    let p = pos
    let c = byte(p)
    if (c == SEPARATOR) {
      if (state == BLANK) return false
      state = NEXT
    } else if (isBlank(c)) {
      if (state == NEXT) state = BLANK
    } else return true
    consume(p + 1)
  }
  return true
}

/** Is the document at its end? Behind a separator something has to be. */
function ended(): i32 {
  return layout == LINES || state == AFTER ? Status.DONE : stop(pos)
}

/** Reads a name and a value. */
@inline
function property(p: usize): i32 {
  const from = p + 1
  const plain = plainEnd(from)
  const isPlain = byte(plain) == QUOTE
  const end = isPlain ? plain + 1 : stringRest(plain)
  const v = end ? colon(end) : 0
  if (!v) return unfinished(p, 0)
  const entry = stage(from, <u32>(end - 1 - from), isPlain)
  if (!entry) return Status.FULL
  // Columns look at a value once; what they refuse is looked at again to see why.
  const encoded = sink == Sink.COLUMNS ? encode(v, entry + KEY, load<u32>(entry, LENGTH)) : 0
  const e = encoded ? encoded : value(v)
  if (isWhole(v, e)) return accept(entry, v, e, !!encoded)
  unstage(entry)
  restoreColumns()
  return unfinished(p, e)
}

/** Reads a record that has its key in it, or none. */
@inline
function item(p: usize): i32 {
  return isByPosition ? keyless(p) : keyed(p)
}

function keyless(p: usize): i32 {
  const encoded = sink == Sink.COLUMNS ? encode(p, 0, 0) : 0
  const e = encoded ? encoded : value(p)
  const status = isWhole(p, e) ? lineStatus(p, e) : cutOff(p, e)
  if (status != Status.GO) {
    restoreColumns()
    return status
  }
  const entry = stage(p, 0, true)
  return entry ? accept(entry, p, e, !!encoded) : Status.FULL
}

@inline
function keyed(p: usize): i32 {
  const encoded = sink == Sink.COLUMNS ? encodedRecord(p) : 0
  const e = encoded ? encoded : record(p)
  const status = e ? lineStatus(p, e) : cutOff(p, 0)
  if (status != Status.GO) return status
  // A line break counts first, as it is seen first where the record comes in pieces.
  if (!encoded && !readKey(p)) return Status.BAD
  const entry = keyFrom ? stage(keyFrom, keyBytes, isKeyPlain) : 0
  if (!entry) return Status.FULL
  const isFit = encoded || (sink == Sink.COLUMNS && encode(p, entry + KEY, load<u32>(entry, LENGTH)))
  return accept(entry, p, e, !!isFit)
}

/** May the record end there, where it is a line, or a text of a sequence? */
@inline
function lineStatus(p: usize, e: usize): i32 {
  return layout < LINES ? Status.GO : layout == LINES ? unbroken(p, e) : closed(p, e)
}

/** Waits for the rest of a record, but no further than to the end of its line. */
function cutOff(p: usize, e: usize): i32 {
  const status = unfinished(p, e)
  if (layout != LINES) return status
  // The host looks at the first one as a whole, as it may be a wrapper.
  if (status == Status.MORE && isWatched && !rows && limit - p < Limit.LOOKED_BYTES) return status
  const line = unbroken(p, status == Status.BAD && !e ? badAt : limit)
  return line == Status.GO ? status : line
}

/** Hands a record on, whose key is staged, and whose value ends at `e`. */
function accept(entry: usize, v: usize, e: usize, isFit: bool): i32 {
  setSpan(entry, <u32>offsetOf(v), <u32>offsetOf(e))
  state = AFTER
  consume(e)
  const isLookedAt = isWatched && rows <= Limit.LOOKED_AT
  if (sink == Sink.SPANS && !isLookedAt) return Status.GO
  noteRecord(entry, v, e, isFit)
  const isKept = isFit || (mayBeOdd() && keepRecord())
  if (sink != Sink.SPANS && !(isKept && isEncoded(e - v))) return Status.STOPPED
  return isLookedAt ? Status.LOOK : Status.GO
}
