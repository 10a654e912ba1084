/** Opens the parts of records that are read by position for the readers of this thread. @module */

import type { Rows } from '../contract.ts'
import type { RowsParts } from '../format/table-parts.ts'
import { holdParts } from './held.ts'
import { rangeMethods } from './range-methods.ts'
import { rowsMethods } from './rows-methods.ts'
import { sharedWeight } from './shared-weight.ts'

/** Rows of these parts, which hold their memory for as long as they live. */
export function openRows<Row>(parts: RowsParts, memo?: unknown): Rows<Row> {
  const methods = rowsMethods<Row>(parts)
  const rows: Rows<Row> = Object.freeze({
    size: parts.rows,
    kind: parts.records.kind,
    byteLength: sharedWeight(parts),
    ...methods,
    ...(parts.ranges && rangeMethods(parts.ranges, methods.get)),
  })
  holdParts(rows, { parts, cache: 0, memo })
  return rows
}
