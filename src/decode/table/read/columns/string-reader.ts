/** Reads the texts of a column. @module */

import { types } from 'node:util'
import type { StringNode, TextsNode } from '../../format/columns.ts'
import { decodeWtf8 } from '../../format/wtf8.ts'
import { decodingAhead } from './text-blocks.ts'

/** A dictionary of up to so many texts keeps what it has decoded, in each thread. */
export const MAX_KEPT = 65_536

export function stringReader(node: StringNode): (row: number) => string {
  const { codes } = node
  const textOf = textReader(node)
  if (types.isUint8Array(codes)) return (row) => textOf(codes[row] as number)
  if (types.isUint16Array(codes)) return (row) => textOf(codes[row] as number)
  return (row) => textOf(codes[row] as number)
}

/** Gives the text of a code. */
export function textReader(node: TextsNode): (code: number) => string {
  const count = node.offsets.length - 1
  const decode = textDecoder(node)
  return count <= MAX_KEPT ? keeping(count, decode) : decodingAhead(node, decode)
}

/** Gives the text of a code, decoded anew at each call. */
export function textDecoder({ offsets, bytes, ascii }: TextsNode): (code: number) => string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return (code) => {
    const start = offsets[code] as number
    const end = offsets[code + 1] as number
    return ascii ? buffer.toString('latin1', start, end) : decodeWtf8(buffer, start, end)
  }
}

function keeping(count: number, decode: (code: number) => string): (code: number) => string {
  const texts = new Array<string | undefined>(count).fill(undefined)
  return (code) => {
    const kept = texts[code]
    if (kept !== undefined) return kept
    const text = decode(code)
    texts[code] = text
    return text
  }
}
