/** Reads records that are kept as the bytes that came. @module */

import type { DocumentParts } from '../format/table-parts.ts'
import { fieldAt } from './field-at.ts'
import type { Records } from './records.ts'

export function documentRecords({ bytes, spans, ascii }: DocumentParts): Records {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // The first is faster, and wrong for anything but ASCII.
  const encoding = ascii ? 'latin1' : 'utf8'

  const raw = (row: number): string => buffer.toString(encoding, spans[row * 2], spans[row * 2 + 1])
  const read = (row: number): unknown => JSON.parse(raw(row))

  return {
    read,
    raw,
    field: (path) => (row) => fieldAt(read(row), path),
  }
}
