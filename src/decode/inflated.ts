/** What decoders do with a payload as it came: weigh it, inflate it whole or in pieces. @module */

import { TermError } from '../base/errors.ts'
import type { DecodePool } from './decoder.ts'
import { decompress, decompressed } from './decompress.ts'
import { sizeHint } from './size-hint.ts'
import type { Wire } from './wire.ts'

// That of text, where a payload says nothing of its size, or something impossible.
const USUAL_RATIO = 5

/**
 * Is it to be decoded in another thread?
 *
 * @throws TermError `ERR_TERM_ENCODING`
 */
export const isLarge = (wire: Wire, pool: Pick<DecodePool, 'above' | 'hasThreads'>): boolean =>
  likelySize(wire) >= pool.above && pool.hasThreads()

/** The size when inflated: what the payload says, or else what is usual. @throws TermError `ERR_TERM_ENCODING` */
export function likelySize(wire: Wire): number {
  const { byteLength } = wire.bytes
  const said = sizeHint(wire.bytes, wire)
  // A file of many members tells the size of its last one only.
  return said < byteLength ? byteLength * USUAL_RATIO : said
}

/**
 * The payload without compression.
 *
 * @throws TermError as `decompress` does, `ERR_TERM_EMPTY` where nothing was compressed: a body of some bytes is as empty then
 * as one of none
 */
export async function inflated(wire: Wire, signal: AbortSignal): Promise<Uint8Array> {
  const payload = await decompress(wire.bytes, { signal, ...wire })
  if (payload.byteLength === 0 && wire.bytes.byteLength > 0 && !wire.mayBeEmpty)
    throw new TermError('ERR_TERM_EMPTY', 'The body is empty, under its compression', { stage: 'decode' })
  return plain(payload)
}

/** A `Buffer` reads and slices itself in ways of its own; what was compressed never is one, and its decoder is the same. */
const plain = (bytes: Uint8Array): Uint8Array =>
  Buffer.isBuffer(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : bytes

/** The same in pieces, as they come. */
export const inflatedPieces = (
  wire: Wire,
  options: { readonly signal: AbortSignal; readonly chunkSize?: number },
): AsyncIterable<Uint8Array> => decompressed(wire.bytes, { ...wire, ...options })
