/** Scans a document entry by entry, as strictly as `JSON.parse`, and hands on each one that is whole. @module */

import { Fault, Sink, Status } from '../protocol'
import { resetArena } from '../memory/arena'
import { restoreColumns } from '../columns/column'
import { resetColumns } from '../columns/make-columns'
import { encode, isEncoded } from '../columns/encode'
import { seedHash } from '../keys/hash'
import { encodedRecord, record } from './record'
import { startPaths } from './key-paths'
import { forgetJoined, isKeyPlain, keyBytes, keyFrom } from '../keys/key-text'
import { parts } from '../keys/parts'
import { KEY, LENGTH, setSpan, stage, startStage, unstage } from '../keys/stage'
import {
  badAt, blank, byte, COMMA, fail, isNumberStart, NEWLINE, plainEnd, QUOTE, startText, stringRest,
} from '../json/lexer'
import { colon, value } from '../json/value'
import { arrive, consume, isLast, limit, offsetOf, pos, startWindow, waitFrom } from '../memory/window'

let sink: i32 = Sink.SPANS

const START: i32 = 0
const FIRST: i32 = 1
const NEXT: i32 = 2
const AFTER: i32 = 3
const END: i32 = 4
let state: i32 = START

const OBJECT: i32 = 0
const ARRAY: i32 = 1
const LINES: i32 = 2
let layout: i32 = OBJECT
/** Have records no keys? Then they may be any JSON. */
let isByPosition: bool = false

/** Registers of `scan`: the record that it stopped at, and its key without escapes. */
export let recordAt: usize = 0
export let recordEnd: usize = 0
export let recordKey: usize = 0
export let recordKeyLength: u32 = 0

/** Forgets the document before, and all that was made of it. */
export function start(into: i32, k0: u32, k1: u32): void {
  resetArena()
  resetColumns((<u64>k1 << 32) | k0)
  startWindow()
  startText()
  startStage()
  startPaths()
  forgetJoined()
  seedHash(k0, k1)
  sink = into
  state = START
  isByPosition = false
}

/** Says of the document that has been started that its records have no keys. */
export function byPosition(): void {
  isByPosition = true
}

/** Goes on with so many more bytes, or with none after `STOPPED`. */
export function scan(bytes: u32, last: bool): i32 {
  if (!arrive(bytes, last)) return Status.MORE
  if (state == START) {
    const status = open()
    if (status != Status.GO) return status
  }
  return layout == LINES ? scanLines() : scanEntries()
}

function open(): i32 {
  let p = pos
  // A byte order mark, at the very beginning.
  if (byte(p) == 0xef && !offsetOf(p)) {
    if (byte(p + 1) != 0xbb) return stop(p + 1)
    if (byte(p + 2) != 0xbf) return stop(p + 2)
    p += 3
  }
  p = blank(p)
  consume(p)
  const c = byte(p)
  if (!isByPosition && !parts) {
    if (c != 0x7b) return stop(p, c == 0x5b ? Fault.ARRAY : Fault.NO_OBJECT)
    layout = OBJECT
  } else if (c == 0x5b) layout = ARRAY
  else if (c == 0x7b || (isByPosition && p < limit)) layout = LINES
  else return stop(p, Fault.NO_RECORD)
  state = layout == LINES ? NEXT : FIRST
  if (layout != LINES) consume(p + 1)
  return Status.GO
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
    let p = pos
    let c = byte(p)
    for (; c == 0x20 || c == NEWLINE || c == 0x0d || c == 0x09; c = byte(++p)) if (c == NEWLINE) state = NEXT
    consume(p)
    if (p == limit) return isLast ? Status.DONE : Status.MORE
    if (state == AFTER) return stop(p, Fault.NO_NEWLINE)
    if (c != 0x7b && !isByPosition) return stop(p, Fault.NO_RECORD)
    const status = item(p)
    if (status != Status.GO) return status
  }
  return Status.BAD
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

/** Does the value end there? A number that ends with the window may go on. */
@inline
function isWhole(v: usize, e: usize): bool {
  return e && (e < limit || isLast || !isNumberStart(byte(v)))
}

/** Reads a record that has its key in it, or none. */
@inline
function item(p: usize): i32 {
  return isByPosition ? keyless(p) : keyed(p)
}

function keyless(p: usize): i32 {
  const encoded = sink == Sink.COLUMNS ? encode(p, 0, 0) : 0
  const e = encoded ? encoded : value(p)
  if (!isWhole(p, e)) {
    restoreColumns()
    return unfinished(p, e)
  }
  const entry = stage(p, 0, true)
  return entry ? accept(entry, p, e, !!encoded) : Status.FULL
}

@inline
function keyed(p: usize): i32 {
  const encoded = sink == Sink.COLUMNS ? encodedRecord(p) : 0
  const e = encoded ? encoded : record(p)
  if (!e) return unfinished(p, 0)
  const entry = keyFrom ? stage(keyFrom, keyBytes, isKeyPlain) : 0
  if (!entry) return Status.FULL
  const isFit = encoded || (sink == Sink.COLUMNS && encode(p, entry + KEY, load<u32>(entry, LENGTH)))
  return accept(entry, p, e, !!isFit)
}

/** Hands a record on, whose key is staged, and whose value ends at `e`. */
function accept(entry: usize, v: usize, e: usize, isFit: bool): i32 {
  setSpan(entry, <u32>offsetOf(v), <u32>offsetOf(e))
  state = AFTER
  consume(e)
  if (sink == Sink.SPANS) return Status.GO
  recordAt = v
  recordEnd = e
  recordKey = entry + KEY
  recordKeyLength = load<u32>(entry, LENGTH)
  return isFit && isEncoded(e - v) ? Status.GO : Status.STOPPED
}

/** Waits for more where nothing is wrong with the text but that it ends. */
function unfinished(p: usize, end: usize): i32 {
  if (isLast || (!end && badAt < limit)) return Status.BAD
  waitFrom(p)
  return Status.MORE
}

function stop(p: usize, why: i32 = Fault.SYNTAX): i32 {
  fail(p, why)
  return p == limit && !isLast ? Status.MORE : Status.BAD
}

/** Where in the document the fault is. */
export function faultOffset(): f64 {
  return <f64>offsetOf(badAt)
}

/** Where in the document the record is that the scan stopped at. */
export function recordOffset(): f64 {
  return <f64>offsetOf(recordAt)
}
