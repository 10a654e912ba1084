/** Opens parts as what they are: a table, or rows where their records have no keys. @module */

import type { Rows, Table, TableKey } from '../contract.ts'
import { haveKeys, type RowsParts } from '../format/table-parts.ts'
import { openRows } from './open-rows.ts'
import { type OpenOptions, openTable } from './open-table.ts'

export const openParts = (
  parts: RowsParts,
  options: OpenOptions = {},
): Table<unknown, TableKey> | Rows<unknown> =>
  haveKeys(parts) ? openTable<unknown, TableKey>(parts, options) : openRows(parts, options)
