/** Makes the key of a record from its parts. @module */

import { Fault } from '../protocol'
import { Join } from '../layout'
import { take } from '../memory/arena'
import { unescape } from '../json/unescape'
import { byte, fail, isNumberStart, plainEnd, QUOTE } from '../json/lexer'
import { partEnd, partFrom, parts } from './parts'
import { wholeBytes, wholeFrom, wholeNumber } from './whole-number'

/**
 * Registers of `readKey`: the key, which is a string between its quotes, digits, or joined of several parts. Where there was no
 * memory for it, it is at 0.
 */
export let keyFrom: usize = 0
export let keyBytes: u32 = 0
export let isKeyPlain: bool = false
/** Register of `readKey`: the part that is at fault. */
export let faultPart: u32 = 0

/** Twice as many bytes have an address, too. */
const MOST_JOINED: u64 = 0x40000000

let joined: usize = 0
let room: usize = 0

/** Forgets that memory, after the arena was reset. */
export function forgetJoined(): void {
  joined = room = 0
}

/** Reads the key of the record at `start`, whose parts are known. To lack one is a fault, too. */
@inline
export function readKey(start: usize): bool {
  return parts == 1 ? readPart(start, 0) : joinParts(start)
}

function readPart(start: usize, part: u32): bool {
  const p = partFrom(part)
  const end = partEnd(part)
  faultPart = part
  if (!p) return !!fail(start, Fault.NO_KEY)
  if (byte(p) == QUOTE) {
    keyFrom = p + 1
    keyBytes = <u32>(end - p - 2)
    isKeyPlain = plainEnd(keyFrom) == end - 1
    return true
  }
  if (!isNumberStart(byte(p))) return !!fail(p, Fault.KEY_TYPE)
  isKeyPlain = true
  if (!wholeNumber(p, end)) return false
  keyFrom = wholeFrom
  keyBytes = wholeBytes
  return true
}

/** Between two parts is one byte, which is escaped within them: no two lists of parts are joined to one key. */
function joinParts(start: usize): bool {
  let bytes: u32 = 0
  for (let part: u32 = 0; part < parts; part++) {
    if (!readPart(start, part)) return false
    makeRoom(bytes, keyBytes)
    if (!joined) return noRoom()
    if (part) store<u8>(joined + bytes++, <u8>Join.SEPARATOR)
    const at = joined + bytes
    if (isKeyPlain) memory.copy(at, keyFrom, keyBytes)
    else keyBytes = escapeJoined(at, unescape(keyFrom, keyFrom + keyBytes, at))
    bytes += keyBytes
  }
  keyFrom = joined
  keyBytes = bytes
  isKeyPlain = true
  return true
}

/** Escapes within a part, in place; there is room for twice as many bytes. Only what had escapes can need it. */
function escapeJoined(at: usize, length: u32): u32 {
  let more: u32 = 0
  for (let i: u32 = 0; i < length; i++) more += u32(byte(at + i) <= Join.ESCAPE)
  let to = at + length + more
  for (let from = at + length; to > from; ) {
    const c = byte(--from)
    if (c > Join.ESCAPE) store<u8>(--to, <u8>c)
    else {
      store<u8>(--to, <u8>(c + 1))
      store<u8>(--to, <u8>Join.ESCAPE)
    }
  }
  return length + more
}

/** Room for one more part of so many bytes in the text, each of which may become two. */
function makeRoom(kept: u32, bytes: u32): void {
  const needed = <u64>kept + (<u64>bytes << 1) + 2
  if (needed <= <u64>room) return
  const moved = needed < MOST_JOINED ? take((<usize>needed << 1) + 8) : 0
  if (moved && joined) memory.copy(moved, joined, kept)
  joined = moved
  room = moved ? <usize>needed << 1 : 0
}

/** A key at address 0 is one that there was no memory for. */
function noRoom(): bool {
  keyFrom = keyBytes = 0
  isKeyPlain = true
  return true
}
