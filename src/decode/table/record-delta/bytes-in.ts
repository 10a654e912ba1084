/** Reads the bytes of a delta, and nothing beyond their end: whatever they say, it takes no more memory than they have. @module */

import type { Values } from './values.ts'

export interface BytesIn {
  /** @throws Error at the end, as all of these do */
  number(): number
  /** Rows in their order, all of them below `end`. */
  rows(end: number): Uint32Array
  /** Those of the rows that have a bit. */
  marked(rows: Uint32Array): Uint32Array
  /** So many, into a list of that length. */
  values<V extends Values>(into: V): V
  bytes(count: number): Uint8Array
  /** How many bytes are left. */
  left(): number
}

export function bytesIn(from: Uint8Array): BytesIn {
  let at = 0

  function bytes(count: number): Uint8Array {
    if (count > from.length - at) throw new Error('The delta ends before its time')
    at += count
    return from.subarray(at - count, at)
  }

  function number(): number {
    let value = 0
    for (let scale = 1; ; scale *= 0x80) {
      const byte = bytes(1)[0] as number
      value += (byte & 0x7f) * scale
      if (!Number.isSafeInteger(value)) throw new Error('The delta has a number that is too large')
      if (byte < 0x80) return value
    }
  }

  return {
    number,
    rows(end) {
      const count = number()
      // Each takes a byte at least.
      if (count > from.length - at) throw new Error('The delta names more rows than it has bytes')
      const rows = new Uint32Array(count)
      let next = 0
      for (let i = 0; i < count; i++) {
        next += number()
        if (next >= end) throw new Error('The delta names a row that is not there')
        rows[i] = next++
      }
      return rows
    },
    marked(rows) {
      const bits = bytes((rows.length + 7) >>> 3)
      const marked = new Uint32Array(rows.length)
      let count = 0
      for (let i = 0; i < rows.length; i++)
        if ((((bits[i >>> 3] as number) >>> (i & 7)) & 1) === 1) marked[count++] = rows[i] as number
      return marked.slice(0, count)
    },
    values(into) {
      const { BYTES_PER_ELEMENT: width, byteLength } = into
      const planes = bytes(byteLength)
      const to = new Uint8Array(into.buffer, into.byteOffset, byteLength)
      let next = 0
      for (let plane = 0; plane < width; plane++)
        for (let i = plane; i < byteLength; i += width) to[i] = planes[next++] as number
      return into
    },
    bytes,
    left: () => from.length - at,
  }
}
