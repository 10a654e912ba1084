/** What a column is read from: records by their rows, keyed or not. @module */

import type { TableParts } from '../../format/table-parts.ts'
import type { Records } from '../records.ts'

export interface RowSource {
  /** How many records. */
  readonly rows: number
  readonly from: TableParts['records']
  readonly records: Records
}
