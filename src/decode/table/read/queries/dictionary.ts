/** Looks into the dictionary of a column without building its texts. @module */

import type { StringNode } from '../../format/columns.ts'
import { encodeWtf8 } from '../../format/wtf8.ts'

export function bytesOfText(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3)
  return bytes.subarray(0, encodeWtf8(text, bytes))
}

/** Which texts fit, by their code: 1 or 0. `fits` is given where the text begins and ends. */
export function codesThat(
  { offsets }: StringNode,
  fits: (start: number, end: number) => boolean,
): Uint8Array {
  const marks = new Uint8Array(offsets.length - 1)
  for (let code = 0; code < marks.length; code++)
    marks[code] = fits(offsets[code] as number, offsets[code + 1] as number) ? 1 : 0
  return marks
}

/** Do these bytes stand there? */
export function hasAt(bytes: Uint8Array, start: number, wanted: Uint8Array): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[start + i] !== wanted[i]) return false
  return true
}

/** The order of the bytes from `start` to `end` and of others: that of the code points that they mean. */
export function compareBytes(bytes: Uint8Array, start: number, end: number, others: Uint8Array): number {
  const shorter = Math.min(end - start, others.length)
  for (let i = 0; i < shorter; i++) {
    const difference = (bytes[start + i] as number) - (others[i] as number)
    if (difference !== 0) return difference
  }
  return end - start - others.length
}
