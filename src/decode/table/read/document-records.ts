/** Reads records that are kept as the bytes that came. @module */

import type { DocumentParts } from '../format/table-parts.ts'
import type { Records } from './records.ts'

export function documentRecords({ bytes, spans, ascii }: DocumentParts): Records {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // The first is faster, and wrong for anything but ASCII.
  const encoding = ascii ? 'latin1' : 'utf8'

  const raw = (row: number): string => buffer.toString(encoding, spans[row * 2], spans[row * 2 + 1])
  const read = (row: number): unknown => JSON.parse(raw(row))

  return {
    has: (row) => spans[row * 2 + 1] !== 0,
    read,
    raw,
    field: (path) => (row) => fieldOf(read(row), path),
  }
}

function fieldOf(record: unknown, path: readonly string[]): unknown {
  let value = record
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    // A field is the object's own: `constructor` is none.
    if (!Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}
