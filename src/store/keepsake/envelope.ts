/**
 * The format of a file: a fixed part, a JSON document, the payload. [keepsake.md](../../../docs/keepsake.md) shows one byte by
 * byte.
 *
 * | at | bytes | |
 * |---|---|---|
 * | 0 | 8 | `everterm` |
 * | 8 | 4 | the number of this format |
 * | 12 | 4 | the size of the document |
 * | 16 | 8 | the size of the payload |
 * | 24 | 32 | the SHA-256 of the bytes before it and of the document |
 * | 56 | | the document, then the payload |
 *
 * Numbers are little-endian. The document says the SHA-256 of the payload.
 *
 * @module
 */

import { createHash } from 'node:crypto'
import type { Ignored } from './news.ts'

const MAGIC = Buffer.from('everterm')
const FORMAT = 1
const DIGEST_AT = 24

/** The size of the fixed part, in bytes. */
export const FIXED = 56
/** The most bytes that a document may have. */
const MOST_DOCUMENT = 2 ** 18

/** The fixed part of a file, as it was found. Its document isn't proved yet. */
export interface Fixed {
  readonly documentSize: number
  readonly payloadSize: number
}

/** A document that is proved: whole, and as it was written. */
export interface Opened {
  readonly document: unknown
}

export interface Fault {
  readonly fault: Ignored
}

/** All of a file but its payload; `undefined` if the document is too large. */
export function envelope(document: object, payloadSize: number): Buffer | undefined {
  const text = Buffer.from(JSON.stringify(document))
  if (text.byteLength > MOST_DOCUMENT) return undefined
  const head = Buffer.alloc(FIXED)
  MAGIC.copy(head)
  head.writeUInt32LE(FORMAT, 8)
  head.writeUInt32LE(text.byteLength, 12)
  head.writeBigUInt64LE(BigInt(payloadSize), 16)
  digestOf(head, text).copy(head, DIGEST_AT)
  return Buffer.concat([head, text])
}

/** Reads the fixed part, of which at least `FIXED` bytes are given. */
export function fixedPart(bytes: Buffer): Fixed | Fault {
  if (!bytes.subarray(0, MAGIC.byteLength).equals(MAGIC)) return { fault: 'no-keepsake' }
  if (bytes.readUInt32LE(8) !== FORMAT) return { fault: 'other-format' }
  const documentSize = bytes.readUInt32LE(12)
  const payloadSize = Number(bytes.readBigUInt64LE(16))
  if (documentSize > MOST_DOCUMENT || !Number.isSafeInteger(payloadSize)) return { fault: 'damaged-header' }
  return { documentSize, payloadSize }
}

/** Proves and reads the document that follows the fixed part; both are given, and nothing behind them. */
export function opened(bytes: Buffer): Opened | Fault {
  const text = bytes.subarray(FIXED)
  if (!digestOf(bytes, text).equals(bytes.subarray(DIGEST_AT, FIXED))) return { fault: 'damaged-header' }
  try {
    return { document: JSON.parse(text.toString()) }
  } catch {
    return { fault: 'damaged-header' }
  }
}

const digestOf = (head: Buffer, text: Buffer): Buffer =>
  createHash('sha256').update(head.subarray(0, DIGEST_AT)).update(text).digest()
