/** Reads a record that has its key in its fields. @module */

import { restoreColumns } from '../columns/column'
import { encode, isKey } from '../columns/encode'
import { blank, byte, COMMA, fail, plainEnd, QUOTE, stringRest } from '../json/lexer'
import { colon, value } from '../json/value'
import { isKeyPlain, keyBytes, keyFrom, readKey } from '../keys/key-text'
import { forgetParts, setPart } from '../keys/parts'
import { firstPath, forgetBelow, isInner, KeyPath, pathOf } from './key-paths'

/** Reads a record from its opening bracket, and finds where its key is, which `readKey` reads. */
export function record(start: usize): usize {
  forgetParts()
  return fields(start, firstPath)
}

/**
 * Reads a record while it is taken apart. 0 may also mean that this is better tried when the key is known; the columns are
 * then as they were.
 */
export function encodedRecord(start: usize): usize {
  forgetParts()
  const end = encode(start, 0, 0)
  if (end && readKey(start) && isKeyPlain && isKey(keyFrom, keyBytes)) return end
  restoreColumns()
  return 0
}

/** Reads an object of which some names lead to a key. It is no deeper within itself than those paths are. */
function fields(start: usize, first: usize): usize {
  let p = blank(start + 1)
  if (byte(p) == 0x7d) return p + 1
  for (;;) {
    if (byte(p) != QUOTE) return fail(p)
    const from = p + 1
    const q = plainEnd(from)
    const isPlain = byte(q) == QUOTE
    p = isPlain ? q + 1 : stringRest(q)
    if (!p) return 0
    const path = pathOf(first, from, <u32>(p - 1 - from), isPlain)
    const v = colon(p)
    if (!v) return 0
    p = path ? onPath(path, v) : value(v)
    if (!p) return 0
    p = blank(p)
    const c = byte(p)
    if (c == 0x7d) return p + 1
    if (c != COMMA) return fail(p)
    p = blank(p + 1)
  }
  return 0
}

/** Reads the value of a name that leads to a key. The last of equal names counts. */
function onPath(path: usize, v: usize): usize {
  if (isInner(path)) {
    forgetBelow(path)
    return byte(v) == 0x7b ? fields(v, changetype<KeyPath>(path).first) : value(v)
  }
  const end = value(v)
  setPart(changetype<KeyPath>(path).part, v, end)
  return end
}
