/** Scans a document of texts, a line each or the strings of one array, and stages each of them as a key. @module */

import { Fault, Status, Texts } from '../protocol'
import { take } from '../memory/arena'
import { arrive, consume, isLast, limit, offsetOf, pos, waitFrom } from '../memory/window'
import { badAt, blank, byte, COMMA, fail, QUOTE } from '../json/lexer'
import { readString, textAt, textLength } from '../json/string-value'
import { lineEnd, stageLine, stageText, startLines } from './line'

const START: i32 = 0
const FIRST: i32 = 1
const NEXT: i32 = 2
const AFTER: i32 = 3
const END: i32 = 4
let state: i32 = START
let isJson: bool = false

/** How many lines there were so far. */
export let linesRead: u32 = 0

/**
 * Makes a document that was just started one of texts. Takes memory for so many bytes of the mark of comments, which the host
 * puts there; none for 0.
 */
export function startTexts(how: u32, markLength: u32): usize {
  const mark = take(markLength + 16)
  isJson = (how & Texts.JSON) != 0
  startLines((how & Texts.TRIM) != 0, (how & Texts.CASELESS) != 0, mark, markLength)
  state = START
  linesRead = 0
  return mark
}

/** Goes on with so many more bytes. */
export function scanTexts(bytes: u32, last: bool): i32 {
  if (!arrive(bytes, last)) return Status.MORE
  if (state == START && !open()) return Status.MORE
  return isJson ? items() : lines()
}

/** Passes over a byte order mark; returns false where more bytes have to tell. */
function open(): bool {
  const p = pos
  if (byte(p) == 0xef && !offsetOf(p)) {
    if (limit - p < 3 && !isLast) return false
    if (byte(p + 1) == 0xbb && byte(p + 2) == 0xbf) consume(p + 3)
  }
  if (!isJson) state = NEXT
  else {
    const q = blank(pos)
    consume(q)
    if (byte(q) != 0x5b) {
      if (q < limit || isLast) fail(q, q < limit ? Fault.NO_TEXT : Fault.SYNTAX)
      return q < limit || isLast
    }
    consume(q + 1)
    state = FIRST
  }
  return true
}

function lines(): i32 {
  for (;;) {
    const from = pos
    const end = lineEnd(from)
    if (!end) return unfinished(from)
    if (end == limit) {
      if (!isLast) {
        waitFrom(from)
        return Status.MORE
      }
      if (from == limit) return Status.DONE
    }
    if (!stageLine(from, end)) return Status.FULL
    linesRead++
    consume(end < limit ? end + 1 : end)
  }
  return Status.BAD
}

function items(): i32 {
  if (state == START) return Status.BAD
  for (;;) {
    const p = blank(pos)
    const c = byte(p)
    consume(p)
    if (c == QUOTE && (state == FIRST || state == NEXT)) {
      const end = readString(p)
      if (!end) return unfinished(p)
      if (!textAt || !stageText(textAt, textAt + textLength)) return Status.FULL
      state = AFTER
      consume(end)
    } else if (c == COMMA && state == AFTER) {
      state = NEXT
      consume(p + 1)
    } else if (c == 0x5d && (state == FIRST || state == AFTER)) {
      state = END
      consume(p + 1)
    } else if (p == limit && isLast && state == END) {
      return Status.DONE
    } else {
      const isItem = (state == FIRST || state == NEXT) && c != 0x2c && c != 0x5d
      fail(p, isItem && p < limit ? Fault.NO_TEXT : Fault.SYNTAX)
      return p == limit && !isLast ? Status.MORE : Status.BAD
    }
  }
  return Status.BAD
}

/** Waits for more where nothing is wrong with the text but that it ends. */
function unfinished(p: usize): i32 {
  if (isLast || badAt < limit) return Status.BAD
  waitFrom(p)
  return Status.MORE
}
