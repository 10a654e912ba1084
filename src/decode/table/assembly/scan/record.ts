/** Reads a record that has its key in one of its fields. @module */

import { Fault } from '../protocol'
import { take } from '../memory/arena'
import { restoreColumns } from '../columns/column'
import { encode, isKey, keyValue, keyValueEnd } from '../columns/encode'
import { unescape } from '../json/unescape'
import { blank, byte, COMMA, fail, isNumberStart, plainEnd, QUOTE, stringRest } from '../json/lexer'
import { colon, value } from '../json/value'

const MAX_WHOLE: u64 = 9007199254740992

let field: usize = 0
let fieldLength: u32 = 0
let scratch: usize = 0

/** Registers of `record`: its key, which is a string between its quotes, or digits. */
export let keyFrom: usize = 0
export let keyBytes: u32 = 0
export let isKeyPlain: bool = false

export function startRecords(): void {
  field = 0
}

@inline
export function hasKeyField(): bool {
  return field != 0
}

/** Takes memory for the name of the key field, where the host puts its bytes. */
export function keyField(bytes: u32): usize {
  field = take(bytes + 16)
  fieldLength = bytes
  scratch = take(bytes * 6 + 16)
  return scratch ? field : 0
}

/** Reads a record from its opening bracket. To have no key is a fault, too. */
export function record(start: usize): usize {
  let found: usize = 0
  let foundEnd: usize = 0
  let p = blank(start + 1)
  if (byte(p) == 0x7d) return fail(start, Fault.NO_KEY)
  for (;;) {
    if (byte(p) != QUOTE) return fail(p)
    const from = p + 1
    const q = plainEnd(from)
    const isPlain = byte(q) == QUOTE
    p = isPlain ? q + 1 : stringRest(q)
    if (!p) return 0
    const isKey = isField(from, <u32>(p - 1 - from), isPlain)
    const v = colon(p)
    p = v ? value(v) : 0
    if (!p) return 0
    if (isKey) {
      found = v
      foundEnd = p
    }
    p = blank(p)
    const c = byte(p)
    if (c == 0x7d) break
    if (c != COMMA) return fail(p)
    p = blank(p + 1)
  }
  if (!found) return fail(start, Fault.NO_KEY)
  return readKey(found, foundEnd) ? p + 1 : 0
}

/**
 * Reads a record while it is taken apart. 0 may also mean that this is better tried when the key is known; the columns are
 * then as they were.
 */
export function encodedRecord(start: usize): usize {
  const end = encode(start, 0, 0)
  if (end && keyValue && readKey(keyValue, keyValueEnd) && isKeyPlain && isKey(keyFrom, keyBytes)) return end
  restoreColumns()
  return 0
}

@inline
function readKey(p: usize, end: usize): bool {
  return byte(p) == QUOTE ? stringKey(p, end) : wholeKey(p, end)
}

@inline
function isField(from: usize, bytes: u32, isPlain: bool): bool {
  if (isPlain) return bytes == fieldLength && memory.compare(from, field, bytes) == 0
  return bytes >= fieldLength && bytes <= fieldLength * 6 && isEscapedField(from, bytes)
}

function isEscapedField(from: usize, bytes: u32): bool {
  return unescape(from, from + bytes, scratch) == fieldLength && memory.compare(scratch, field, fieldLength) == 0
}

function stringKey(p: usize, end: usize): bool {
  keyFrom = p + 1
  keyBytes = <u32>(end - p - 2)
  isKeyPlain = plainEnd(keyFrom) == end - 1
  return true
}

/** A whole number is the key that `String` makes of it. */
function wholeKey(p: usize, end: usize): bool {
  const isNegative = byte(p) == 0x2d
  if (!isNumberStart(byte(p)) || end - p > 17) return !!fail(p, Fault.KEY_TYPE)
  let whole: u64 = 0
  for (let q = p + usize(isNegative); q < end; q++) {
    const digit = byte(q) - 0x30
    if (digit > 9) return !!fail(p, Fault.KEY_TYPE)
    whole = whole * 10 + digit
  }
  if (whole > MAX_WHOLE) return !!fail(p, Fault.KEY_TYPE)
  keyFrom = isNegative && !whole ? p + 1 : p
  keyBytes = <u32>(end - keyFrom)
  isKeyPlain = true
  return true
}
