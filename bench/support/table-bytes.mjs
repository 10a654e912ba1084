/**
 * Tells what the shared memory of a table is spent on, in bytes. It looks inside, since users are told only the sum.
 *
 * @module
 */

import { partsOf } from '../../dist/src/decode/table/index.js'

/** The size of all views that a part is made of, however deep they lie. */
function size(part) {
  if (ArrayBuffer.isView(part)) return part.byteLength
  if (part === null || typeof part !== 'object') return 0
  return Object.values(part).reduce((sum, inner) => sum + size(inner), 0)
}

export function bytesOf(table) {
  const { index, records } = partsOf(table)
  const { kind } = records
  const spans = kind === 'document' ? records.spans.byteLength : 0
  return { kind, index: size(index), spans, records: size(records) - spans, all: table.byteLength }
}
