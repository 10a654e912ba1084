/** A table all of whose records lie in columns, and in nothing else: the memory of such a table says all that there is to say. @module */

import type { ColumnParts, TableParts } from './table-parts.ts'

/** Grows when the same records lie otherwise in memory: what was said of one layout is true of no other. */
export const LAYOUT = 1

export interface PlainTable extends TableParts {
  readonly records: ColumnParts & { readonly odd?: never }
}

export const isPlainTable = (parts: TableParts): parts is PlainTable =>
  parts.records.kind === 'columns' && parts.records.odd === undefined && parts.ranges === undefined
