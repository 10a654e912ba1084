/** The memory of the converter: bytes that came, JSON that goes, and what it knows of each column. @module */

import { Room } from './protocol'

/** So many zeros stand behind the last byte, so that nothing has to ask for the end. */
const PAD: usize = 64

const INPUT: usize = (__heap_base + 15) & ~15
/** Behind what is left over of the bytes before, which is never more than the start of a character. */
const INPUT_END: usize = INPUT + Room.INPUT + PAD * 2
/** A field that isn't text, without its quotes. */
export const VALUE: usize = INPUT_END
export const VALUE_BYTES: usize = 1024
export const OUTPUT: usize = VALUE + VALUE_BYTES + PAD
/** Behind it there is room for what is written between two looks at it. */
export const OUTPUT_FULL: usize = OUTPUT + Room.OUTPUT
export const COLUMNS: usize = OUTPUT_FULL + VALUE_BYTES + PAD * 2

/** Where in the document the input begins. */
let passed: u64 = 0

/** The first byte that isn't done with, and the one after the last. */
export let pos: usize = INPUT
export let limit: usize = INPUT
/** Where the output ends. */
export let filled: usize = OUTPUT

export function startMemory(): void {
  passed = 0
  pos = limit = INPUT
  filled = OUTPUT
}

/** Where the host puts the next bytes, at most `Room.INPUT`; what is done with is forgotten. */
export function input(): usize {
  const rest = limit - pos
  memory.copy(INPUT, pos, rest)
  passed += pos - INPUT
  pos = INPUT
  limit = INPUT + rest
  return limit
}

export function arrive(bytes: u32): void {
  limit += bytes
  memory.fill(limit, 0, PAD)
}

/** Goes on from here later. */
@inline
export function leave(p: usize, o: usize): void {
  pos = p
  filled = o
}

/** Where the output is; it is taken, so that its room is free again. */
export function output(): usize {
  filled = OUTPUT
  return OUTPUT
}

/** How many bytes of output there are. */
export function outputBytes(): usize {
  return filled - OUTPUT
}

@inline
export function offsetOf(p: usize): u64 {
  return passed + (p - INPUT)
}
