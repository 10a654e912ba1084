/** Writes the bytes of a delta: numbers of few bytes, and values whose first bytes stand together, then their second ones. @module */

import type { Values } from './values.ts'

export interface BytesOut {
  /** A whole number, at least 0, in as few bytes as it takes. */
  number(value: number): void
  /** Rows in their order, as the steps from each to the next. */
  rows(rows: Uint32Array): void
  /** A bit for each. */
  bits(bits: readonly boolean[]): void
  values(values: Values): void
  bytes(bytes: Uint8Array): void
  written(): Uint8Array
}

const FIRST_ROOM = 2 ** 16

export function bytesOut(): BytesOut {
  let room = new Uint8Array(FIRST_ROOM)
  let at = 0

  function reserve(bytes: number): void {
    if (at + bytes <= room.length) return
    const larger = new Uint8Array(Math.max(at + bytes, room.length * 2))
    larger.set(room.subarray(0, at))
    room = larger
  }

  const out: BytesOut = {
    number(value) {
      reserve(8)
      let left = value
      while (left > 0x7f) {
        room[at++] = (left % 0x80) | 0x80
        left = Math.floor(left / 0x80)
      }
      room[at++] = left
    },
    rows(rows) {
      out.number(rows.length)
      let next = 0
      for (const row of rows) {
        out.number(row - next)
        next = row + 1
      }
    },
    bits(bits) {
      const packed = new Uint8Array((bits.length + 7) >>> 3)
      for (const [i, bit] of bits.entries())
        if (bit) packed[i >>> 3] = (packed[i >>> 3] as number) | (1 << (i & 7))
      out.bytes(packed)
    },
    values(values) {
      const { BYTES_PER_ELEMENT: width, byteLength } = values
      const from = new Uint8Array(values.buffer, values.byteOffset, byteLength)
      reserve(byteLength)
      for (let plane = 0; plane < width; plane++)
        for (let i = plane; i < byteLength; i += width) room[at++] = from[i] as number
    },
    bytes(bytes) {
      reserve(bytes.length)
      room.set(bytes, at)
      at += bytes.length
    },
    written: () => room.subarray(0, at),
  }
  return out
}
