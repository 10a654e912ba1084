/** How large a payload will be, as far as its body tells: a hint, since anybody may write anything there. @module */

import { type Coding, innerCoding, outerCoding } from './coding.ts'
import type { DecompressOptions } from './decompress.ts'
import { readFrame, zstdFrames } from './zstd-frames.ts'

const FREE_OF_RATIO = 2 ** 20

/**
 * The most bytes that a layer of this body may inflate to. Both layers are measured against the body as it came: else two
 * modest ratios would multiply to a bomb.
 */
export function mostBytes({ byteLength }: Uint8Array, { limits }: Pick<DecompressOptions, 'limits'>): number {
  const byRatio = Math.max(FREE_OF_RATIO, byteLength * limits.maxRatio)
  return Math.min(limits.maxInflatedBytes, byRatio)
}

/**
 * The size in bytes: exact where nothing is compressed, else what the body says, within the limits; 0 when it says nothing.
 *
 * @throws TermError `ERR_TERM_ENCODING`
 */
export function sizeHint(
  bytes: Uint8Array,
  options: Pick<DecompressOptions, 'encoding' | 'auto' | 'limits'>,
): number {
  const outer = outerCoding(options.encoding)
  const coding = outer ?? innerCoding(undefined, bytes, options.auto)
  if (coding === undefined) return bytes.byteLength
  return Math.min(SAID[coding](bytes), mostBytes(bytes, options))
}

const SAID: { readonly [coding in Coding]: (bytes: Uint8Array) => number } = {
  gzip: sizeOfLastMember,
  br: () => 0,
  zstd: sizeOfFrames,
}

// RFC 1952, 2.3.1: ISIZE, which is of the last member, modulo 2^32.
function sizeOfLastMember(bytes: Uint8Array): number {
  const { buffer, byteOffset, byteLength } = bytes
  return byteLength < 18 ? 0 : new DataView(buffer, byteOffset, byteLength).getUint32(byteLength - 4, true)
}

function sizeOfFrames(bytes: Uint8Array): number {
  try {
    return zstdFrames(bytes).reduce((size, frame) => size + (readFrame(frame).contentSize ?? 0), 0)
  } catch {
    // Inflating it will tell what is wrong.
    return 0
  }
}
