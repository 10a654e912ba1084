/** Copies what the scanner exports chunk by chunk into memory that threads share. @module */

import type { NumberNode } from '../../format/columns.ts'
import type { ColumnExports } from '../../scanner/exports.ts'
import { sharedBytes } from '../shared-memory.ts'

type Values = NumberNode['values']

interface SharedType {
  readonly BYTES_PER_ELEMENT: number
  new (buffer: SharedArrayBuffer): unknown
}

export const sharedOf = <V extends Values>(Type: SharedType, length: number): V =>
  new Type(sharedBytes(length * Type.BYTES_PER_ELEMENT).buffer) as V

/** Copies chunk by chunk: `next` fills the scratch, and returns with how many elements. */
export function copyChunks(wasm: ColumnExports, target: Values, next: () => number): void {
  const Type = target.constructor as new (buffer: ArrayBuffer, at: number, length: number) => Values
  const { buffer } = wasm.memory
  const from = wasm.scratch.value >>> 0
  for (let at = 0, count = next(); count > 0; count = next()) {
    target.set(new Type(buffer, from, count), at)
    at += count
  }
}
