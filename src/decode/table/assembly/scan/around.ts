/** Walks into a document to the place of its records, and out of it again, and keeps what stands around them. @module */

import { Fault, Limit, Status } from '../protocol'
import { take } from '../memory/arena'
import { blank, byte, COMMA, fail, plainEnd, QUOTE, stringRest } from '../json/lexer'
import { colon, value } from '../json/value'
import { unescape } from '../json/unescape'
import { consume, isLast, limit, pos } from '../memory/window'
import { isWhole, stop, unfinished } from './steps'

/** A name on the way; it lies behind this. */
@unmanaged
class Step {
  above: usize
  below: usize
  length: u32
  isFound: bool
}

const NAME: usize = offsetof<Step>()
/** Words are read beyond the end of a name. */
const PAD: usize = 16

const FIRST: i32 = 0
const NEXT: i32 = 1
const AFTER: i32 = 2
let state: i32 = FIRST

let first: usize = 0
let last: usize = 0
let scratch: usize = 0
let longest: u32 = 0
/** The step in whose object the walk is; 0 outside of the document. */
let step: usize = 0
let isBehind: bool = false

/** The document without its records, in whose place `null` stands. */
export let envelope: usize = 0
export let envelopeBytes: u32 = 0
let room: u32 = 0
/** Is what stands around the records read, and not kept? */
let isDropped: bool = false

export function startAround(): void {
  first = last = step = scratch = envelope = 0
  envelopeBytes = room = longest = 0
  isBehind = isDropped = false
}

/** Says of the document that has been started that only its records are wanted. */
export function dropAround(): void {
  isDropped = true
}

/** Are the records anywhere else than at the root? */
@inline
export function isWrapped(): bool {
  return first != 0
}

/** Takes memory for the next name on the way, where the host puts its bytes. */
export function placeName(bytes: u32): usize {
  const at = take(NAME + bytes + PAD)
  if (bytes >= longest) {
    longest = bytes
    scratch = take(<usize>bytes * 6 + PAD)
  }
  if (!at || !scratch) return 0
  const made = changetype<Step>(at)
  made.above = last
  made.below = 0
  made.length = bytes
  made.isFound = false
  if (last) changetype<Step>(last).below = at
  else first = at
  last = at
  return at + NAME
}

/** Goes on until the value of the records is next (`GO`), or the document is at its end (`DONE`). */
export function walk(): i32 {
  for (;;) {
    const p = blank(pos)
    const c = byte(p)
    consume(p)
    let status: i32 = Status.GO
    if (!step) {
      if (isBehind) return p < limit ? stop(p) : isLast ? Status.DONE : Status.MORE
      if (c != 0x7b) return stop(p, Fault.NO_PLACE)
      status = into(first, p)
    } else if (c == QUOTE && state != AFTER) {
      status = member(p)
      if (status == Status.DONE) return Status.GO
    } else if (c == COMMA && state == AFTER) {
      state = NEXT
      status = keep(p, p + 1)
    } else if (c == 0x7d && state != NEXT) {
      if (!changetype<Step>(step).isFound) return stop(p, Fault.NO_PLACE)
      step = changetype<Step>(step).above
      state = AFTER
      isBehind = true
      status = keep(p, p + 1)
    } else return stop(p)
    if (status != Status.GO) return status
  }
  return Status.BAD
}

/** Reads a name and its value; of the records only the name, which is `DONE`. */
function member(p: usize): i32 {
  const from = p + 1
  const plain = plainEnd(from)
  const isPlain = byte(plain) == QUOTE
  const end = isPlain ? plain + 1 : stringRest(plain)
  const v = end ? colon(end) : 0
  if (!v) return unfinished(p, 0)
  if (isStep(from, <u32>(end - 1 - from), isPlain)) return found(p, v)
  const e = value(v)
  if (isWhole(v, e)) {
    state = AFTER
    return keep(p, e)
  }
  if (!isDropped && limit - p > Limit.ENVELOPE) return stop(p, Fault.ENVELOPE)
  return unfinished(p, e)
}

function found(p: usize, v: usize): i32 {
  const here = changetype<Step>(step)
  if (here.isFound) return stop(p, Fault.PLACE_TWICE)
  if (v == limit) {
    fail(v)
    return unfinished(p, 0)
  }
  if (here.below && byte(v) != 0x7b) return stop(v, Fault.NO_PLACE)
  here.isFound = true
  const status = keep(p, v)
  if (status != Status.GO) return status
  if (here.below) return into(here.below, v)
  state = AFTER
  return isDropped || put(NULL, 4) ? Status.DONE : Status.FULL
}

const NULL: usize = memory.data<u8>([0x6e, 0x75, 0x6c, 0x6c])

function into(below: usize, p: usize): i32 {
  step = below
  state = FIRST
  return keep(p, p + 1)
}

/** Goes on behind `end`, and keeps what is before it, where that is wanted. */
function keep(from: usize, end: usize): i32 {
  const bytes = end - from
  if (!isDropped) {
    if (envelopeBytes + bytes > Limit.ENVELOPE) return stop(from, Fault.ENVELOPE)
    if (!put(from, <u32>bytes)) return Status.FULL
  }
  consume(end)
  return Status.GO
}

function put(from: usize, bytes: u32): bool {
  if (envelopeBytes + bytes > room) {
    const size = max<u32>(1024, (envelopeBytes + bytes) << 1)
    const moved = take(size)
    if (!moved) return false
    memory.copy(moved, envelope, envelopeBytes)
    envelope = moved
    room = size
  }
  memory.copy(envelope + envelopeBytes, from, bytes)
  envelopeBytes += bytes
  return true
}

function isStep(from: usize, bytes: u32, isPlain: bool): bool {
  const length = changetype<Step>(step).length
  if (!isPlain) {
    if (bytes > length * 6) return false
    bytes = unescape(from, from + bytes, scratch)
    from = scratch
  }
  return bytes == length && memory.compare(from, step + NAME, bytes) == 0
}
