/** Tells which rows have their record outside of the columns. @module */

import type { TableParts } from '../../format/table-parts.ts'

/** In their order. */
export const oddRowsOf = (from: TableParts['records']): ArrayLike<number> =>
  (from as { readonly odd?: { readonly rows: ArrayLike<number> } }).odd?.rows ?? []
