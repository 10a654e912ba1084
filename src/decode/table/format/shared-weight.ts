/** How many bytes of shared memory a table weighs. @module */

import { types } from 'node:util'

/** The shared memory below plain data, in bytes; memory that several views see counts once. */
export function sharedWeight(parts: unknown): number {
  let sum = 0
  for (const buffer of sharedBuffers(parts, new Set())) sum += buffer.byteLength
  return sum
}

function sharedBuffers(value: unknown, found: Set<SharedArrayBuffer>): Set<SharedArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (types.isSharedArrayBuffer(value.buffer)) found.add(value.buffer)
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) sharedBuffers(inner, found)
  }
  return found
}
