/** A wire on its way to a thread: its memory goes along where it is ours, a copy of it where it is not. @module */

import type { Wire } from '../decoder.ts'
import { copyOf } from '../join.ts'

/** The wire, with bytes whose buffer may be transferred: there is nothing else in it. */
export async function transferable(wire: Wire): Promise<Wire & { readonly bytes: Uint8Array<ArrayBuffer> }> {
  const { bytes, owned } = wire
  if (owned && isWhole(bytes)) return { ...wire, bytes }
  return { ...wire, bytes: await copyOf([bytes]) }
}

const isWhole = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
