/** Finds the code that a text has in the dictionary of a column. @module */

import type { StringNode } from '../../format/columns.ts'
import { encodeWtf8 } from '../../format/wtf8.ts'

/** The code; -1 for a text that isn't there. No text stands in a dictionary twice. */
export function codeOf({ offsets, bytes }: Pick<StringNode, 'offsets' | 'bytes'>, text: string): number {
  const room = new Uint8Array(text.length * 3)
  const wanted = room.subarray(0, encodeWtf8(text, room))
  const { length } = wanted
  for (let code = 0; code + 1 < offsets.length; code++) {
    const start = offsets[code] as number
    if ((offsets[code + 1] as number) - start === length && isAt(bytes, start, wanted)) return code
  }
  return -1
}

function isAt(bytes: Uint8Array, start: number, wanted: Uint8Array): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[start + i] !== wanted[i]) return false
  return true
}
