/** Is a payload compressed as its publisher says? Its beginning tells, whatever its size. @module */

import { TermError } from '../base/errors.ts'
import { unexpected } from '../base/unexpected.ts'
import { codingByMagic, MAGIC_SIZE } from '../decode/coding.ts'
import { inflate } from '../decode/inflate.ts'
import type { PublicationFacts } from './publish.ts'

/** Of what it inflates to no more is looked at. */
const ENOUGH = 2 ** 20
const CHUNK_SIZE = 2 ** 16

export interface Coded {
  readonly bytes: Uint8Array
  readonly encoding: PublicationFacts['encoding']
  readonly signal: AbortSignal
}

/** @throws TypeError where it isn't: each reader would refuse it */
export async function checkCoding(of: string, { bytes, encoding, signal }: Coded): Promise<void> {
  if (encoding === undefined || (await beginsAs(encoding, bytes, signal))) return
  throw unexpected(
    of,
    'encoding',
    'how the payload is compressed',
    encoding,
    'it begins as nothing of that kind',
  )
}

async function beginsAs(
  coding: NonNullable<Coded['encoding']>,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<boolean> {
  // Brotli has no mark.
  if (coding !== 'br' && codingByMagic(bytes.subarray(0, MAGIC_SIZE)) !== coding) return false
  let size = 0
  try {
    const bounds = { signal, maxBytes: Number.POSITIVE_INFINITY, chunkSize: CHUNK_SIZE }
    for await (const piece of inflate(coding, bytes, bounds)) {
      size += piece.byteLength
      if (size > ENOUGH) break
    }
    return bytes.byteLength > 0
  } catch (error) {
    // Readers may have what isn't here: a zstd.
    return !(error instanceof TermError) || error.code !== 'ERR_TERM_DECOMPRESS'
  }
}
