/** A wire on its way to a thread: shared memory is read there, too, other memory changes hands, and what isn't ours is copied. @module */

import { types } from 'node:util'
import { copyOf } from '../join.ts'
import { payloadMemory } from '../payload-memory.ts'
import type { Wire } from '../wire.ts'

export interface Posted {
  readonly wire: Wire
  /** What changes hands: nothing else is in these buffers. */
  readonly transfer: readonly ArrayBuffer[]
  /** So many bytes lie in shared memory, which both sides hold meanwhile. */
  readonly shared: number
}

export async function posted(wire: Wire): Promise<Posted> {
  const { bytes, owned } = wire
  const own = owned && isWhole(bytes) ? bytes : await copyOf([bytes], payloadMemory)
  const { buffer } = own
  const changesHands = types.isArrayBuffer(buffer)
  return {
    wire: { ...wire, bytes: own },
    transfer: changesHands ? [buffer] : [],
    shared: changesHands ? 0 : buffer.byteLength,
  }
}

const isWhole = ({ buffer, byteLength }: Uint8Array): boolean => byteLength === buffer.byteLength
