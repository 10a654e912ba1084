/** Reads records that are kept as columns. @module */

import type { ColumnParts } from '../format/table-parts.ts'
import { fieldReader, type KeyOf, type ReadRow, recordReader } from './columns/index.ts'
import { fieldAt } from './field-at.ts'
import { jsonText } from './json-text.ts'
import { oddRows } from './odd-rows.ts'
import type { Records } from './records.ts'

export function columnRecords({ root, odd }: ColumnParts, keyOf: KeyOf): Records {
  const read = recordReader(root, keyOf)
  const records: Records = {
    read,
    raw: (row, key) => jsonText(read(row, key)),
    field: (path) => fieldReader(root, path, keyOf) ?? (() => undefined),
  }
  return odd === undefined ? records : withOdd(records, oddRows(odd))
}

/** The same records, but for those that the columns have no place for. */
function withOdd({ read, raw, field }: Records, odd: ReturnType<typeof oddRows>): Records {
  const parsed = (row: number): unknown => JSON.parse(odd.text(row))
  return {
    read: (row, key) => (odd.has(row) ? parsed(row) : read(row, key)),
    raw: (row, key) => (odd.has(row) ? odd.text(row) : raw(row, key)),
    field: (path): ReadRow => {
      const readField = field(path)
      return (row, key) => (odd.has(row) ? fieldAt(parsed(row), path) : readField(row, key))
    },
  }
}
