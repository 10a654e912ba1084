/** A wire on its way to a thread: shared memory is read there too, other memory goes along; a copy of what is not ours. @module */

import type { Wire } from '../decoder.ts'
import { copyOf } from '../join.ts'

export interface Posted {
  readonly wire: Wire
  /** What changes hands: nothing else is in these buffers. */
  readonly transfer: readonly ArrayBuffer[]
}

export async function posted(wire: Wire): Promise<Posted> {
  const { bytes, owned } = wire
  if (owned && isShared(bytes)) return { wire, transfer: [] }
  const own = owned && isWhole(bytes) ? bytes : await copyOf([bytes])
  return { wire: { ...wire, bytes: own }, transfer: [own.buffer] }
}

const isShared = ({ buffer }: Uint8Array): boolean => buffer instanceof SharedArrayBuffer

const isWhole = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
