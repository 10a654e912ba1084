/** The part of the document that is in memory: what came last, and what was left over before it. @module */

import { take } from './arena'

/** So many zeros stand behind the last byte, so that nothing has to ask for the end. */
const PAD: usize = 64

let base: usize = 0
let room: usize = 0
/** Where in the document the window begins. */
let passed: u64 = 0

/** The first byte that is not done with, and the one after the last. */
export let pos: usize = 0
export let limit: usize = 0
/** Is this the end of the document? */
export let isLast: bool = false

/** An entry that wasn't whole is tried again when twice as much of it has come, so that the time stays linear. */
let wanted: usize = 0

export function startWindow(): void {
  base = room = pos = limit = wanted = 0
  passed = 0
  isLast = false
}

/** Takes room where the host puts the next bytes, so many; forgets those that are done with. */
export function reserve(bytes: u32): usize {
  const rest = limit - pos
  const needed = <u64>rest + bytes + PAD
  if (needed > room) {
    const size = needed << 1
    const moved = size < 0x100000000 ? take(<usize>size) : 0
    if (!moved) return 0
    memory.copy(moved, pos, rest)
    passed += pos - base
    base = moved
    room = <usize>size
  } else if (pos > base) {
    memory.copy(base, pos, rest)
    passed += pos - base
  }
  pos = base
  limit = base + rest
  return limit
}

/** The host has put so many bytes there. Are they enough to go on? */
export function arrive(bytes: u32, last: bool): bool {
  limit += bytes
  isLast = last
  memory.fill(limit, 0, PAD)
  return last || limit - pos >= wanted
}

/** All bytes before are done with. */
@inline
export function consume(p: usize): void {
  pos = p
  wanted = 0
}

/** Waits for more of the entry that begins there. */
export function waitFrom(p: usize): void {
  pos = p
  wanted = (limit - p) << 1
}

/** Where in the document the byte at an address is. */
@inline
export function offsetOf(p: usize): u64 {
  return passed + (p - base)
}
