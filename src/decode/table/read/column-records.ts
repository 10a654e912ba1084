/** Reads records that are kept as columns. @module */

import type { ColumnParts } from '../format/table-parts.ts'
import { fieldReader, type KeyOf, recordReader } from './columns/index.ts'
import { jsonText } from './json-text.ts'
import type { Records } from './records.ts'

export function columnRecords({ root }: ColumnParts, keyOf: KeyOf): Records {
  const read = recordReader(root, keyOf)
  return {
    read,
    raw: (row, key) => jsonText(read(row, key)),
    field: (path) => fieldReader(root, path, keyOf) ?? (() => undefined),
  }
}
