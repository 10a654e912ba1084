/** Records that are kept as columns. @module */

import type { ColumnParts } from '../format/table-parts.ts'
import { fieldReader, recordReader } from './columns/record-reader.ts'
import { jsonText } from './json-text.ts'
import type { KeyOf, Records } from './records.ts'

export function columnRecords({ root }: ColumnParts, keyOf: KeyOf): Records {
  const read = recordReader(root, keyOf)
  return {
    // A key that is there twice makes a document.
    has: () => true,
    read,
    raw: (row, key) => jsonText(read(row, key)),
    field: (path) => fieldReader(root, path, keyOf) ?? (() => undefined),
  }
}
