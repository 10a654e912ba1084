/** What the shared memory of a table goes to, in bytes; asked of its insides, since users are told the sum only. @module */

import { partsOf } from '../../dist/src/decode/table/read/open-table.js'

/** All views that a part is made of, however deep. */
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
