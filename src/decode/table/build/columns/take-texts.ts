/** Takes the codes of a column, and what they stand for, out of the scanner's memory. @module */

import { isAscii } from 'node:buffer'
import type { TextsNode } from '../../format/columns.ts'
import type { ColumnExports } from '../../scanner/exports.ts'
import { sharedBytes, sharedWords } from '../shared-memory.ts'
import { copyChunks, sharedOf } from './copy-chunks.ts'

/** The text of each row, by its code, and all texts. */
export function takeTexts(wasm: ColumnExports, column: number, rows: number): TextsNode {
  const codes = takeCodes(wasm, column, rows)
  const { offsets, bytes } = takeDictionary(wasm, column)
  return { codes, offsets, bytes, ascii: isAscii(bytes) }
}

export function takeCodes(wasm: ColumnExports, column: number, rows: number): TextsNode['codes'] {
  const texts = wasm.distinctTexts(column) >>> 0
  const width = texts <= 1 << 8 ? 1 : texts <= 1 << 16 ? 2 : 4
  const codes = sharedOf<TextsNode['codes']>(
    width === 1 ? Uint8Array : width === 2 ? Uint16Array : Uint32Array,
    rows,
  )
  wasm.openColumn(column)
  copyChunks(wasm, codes, () => wasm.nextCodes(width))
  return codes
}

export function takeDictionary(wasm: ColumnExports, column: number): Pick<TextsNode, 'offsets' | 'bytes'> {
  const offsets = sharedWords((wasm.distinctTexts(column) >>> 0) + 1)
  const bytes = sharedBytes(wasm.bytesOfTexts(column) >>> 0)
  const { buffer } = wasm.memory
  let filled = 0
  wasm.openTexts(column)
  copyChunks(wasm, offsets.subarray(1), () => {
    const ends = wasm.nextTexts()
    if (ends === 0) return 0
    const part = new Uint8Array(buffer, wasm.textsAt.value >>> 0, wasm.textsBytes.value >>> 0)
    bytes.set(part, filled)
    filled += part.length
    return ends
  })
  return { offsets, bytes }
}
