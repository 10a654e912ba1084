/** Where the record has the parts of its key: a value for each, from its first byte to behind its last. @module */

import { Limit } from '../protocol'

const slots: usize = memory.data(<usize>Limit.KEY_PARTS << 3, 8)

/** How many parts a key has; 0 where records have no key in them. */
export let parts: u32 = 0

export function setParts(count: u32): void {
  parts = count
}

@inline
export function setPart(part: u32, from: usize, end: usize): void {
  const slot = slots + (<usize>part << 3)
  store<u32>(slot, <u32>from)
  store<u32>(slot, <u32>end, 4)
}

/** 0 where the record hasn't got it. */
@inline
export function partFrom(part: u32): usize {
  return load<u32>(slots + (<usize>part << 3))
}

@inline
export function partEnd(part: u32): usize {
  return load<u32>(slots + (<usize>part << 3), 4)
}

/** Forgets the parts of the record before. */
@inline
export function forgetParts(): void {
  for (let part: u32 = 0; part < parts; part++) setPart(part, 0, 0)
}
