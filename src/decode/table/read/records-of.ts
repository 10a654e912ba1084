/** Chooses how records are read, by what they are kept as. @module */

import type { TableParts } from '../format/table-parts.ts'
import { columnRecords } from './column-records.ts'
import type { KeyOf } from './columns/index.ts'
import { documentRecords } from './document-records.ts'
import type { Records } from './records.ts'

export const recordsOf = (from: TableParts['records'], keyOf: KeyOf): Records =>
  from.kind === 'document' ? documentRecords(from) : columnRecords(from, keyOf)
