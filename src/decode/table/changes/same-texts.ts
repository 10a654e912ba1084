/** Compares texts that stand in the dictionaries of two columns. @module */

import type { StringNode, TextsNode } from '../format/columns.ts'
import { decodeWtf8 } from '../format/wtf8.ts'

/** Compares each pair of equal texts once: 4 bytes for each text of `b` remember which text of `a` it is. */
export function sameDictionaryTexts(a: TextsNode, b: TextsNode): (rowA: number, rowB: number) => boolean {
  const known = new Uint32Array(b.offsets.length)
  return (rowA, rowB) => {
    const codeA = a.codes[rowA] as number
    const codeB = b.codes[rowB] as number
    if (known[codeB] === codeA + 1) return true
    if (!sameBytes(a, codeA, b, codeB)) return false
    known[codeB] = codeA + 1
    return true
  }
}

function sameBytes(a: TextsNode, codeA: number, b: TextsNode, codeB: number): boolean {
  const startA = a.offsets[codeA] as number
  const startB = b.offsets[codeB] as number
  const length = (a.offsets[codeA + 1] as number) - startA
  if (length !== (b.offsets[codeB + 1] as number) - startB) return false
  for (let i = 0; i < length; i++) if (a.bytes[startA + i] !== b.bytes[startB + i]) return false
  return true
}

/** Has a row this text? */
export function textIs(
  { codes, offsets, bytes }: StringNode,
  row: number,
  text: string | undefined,
): boolean {
  const code = codes[row] as number
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return decodeWtf8(buffer, offsets[code] as number, offsets[code + 1] as number) === text
}
