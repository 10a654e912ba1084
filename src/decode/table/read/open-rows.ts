/** Opens the parts of records that are read by position for the readers of this thread. @module */

import type { Rows } from '../contract.ts'
import { sharedWeight } from '../format/shared-weight.ts'
import type { RowsParts } from '../format/table-parts.ts'
import { envelopeReader } from './envelope.ts'
import { holdParts } from './held.ts'
import { type KnownIndexOptions, knownIndexes } from './queries/index.ts'
import { rangeMethods } from './range-methods.ts'
import { rowsMethods } from './rows-methods.ts'

/** Rows of these parts, which hold their memory for as long as they live. */
export function openRows<Row>(
  parts: RowsParts,
  { memo, ...options }: KnownIndexOptions & { readonly memo?: unknown } = {},
): Rows<Row> {
  const indexes = knownIndexes(parts, options)
  const methods = rowsMethods<Row>(parts, indexes)
  const envelope = envelopeReader(parts)
  const rows: Rows<Row> = Object.freeze({
    size: parts.rows,
    kind: parts.records.kind,
    byteLength: sharedWeight(parts),
    get envelope() {
      return envelope()
    },
    ...methods,
    ...(parts.ranges && rangeMethods(parts.ranges, methods.get)),
  })
  holdParts(rows, { parts, cache: 0, memo, indexes })
  return rows
}
