/** Tells for each row whether a field is there, also where an object around it may be absent. @module */

import type { ColumnNode } from '../../format/columns.ts'
import { ABSENCE } from '../../format/layout.ts'

/**
 * One of `ABSENCE` for each row, of the last of these nodes, each of which is a field of the one before; `undefined` where
 * all rows have it. Within an object that is absent, a field is missing.
 */
export function absenceOf(nodes: readonly ColumnNode[]): Uint8Array | undefined {
  const own = nodes.at(-1)?.absent
  const around = nodes.slice(0, -1).flatMap(({ absent }) => (absent === undefined ? [] : [absent]))
  const [first] = around
  if (first === undefined) return own
  const merged = new Uint8Array(first.length)
  if (own !== undefined) merged.set(own)
  for (const absent of around) {
    for (let row = 0; row < merged.length; row++) {
      if (absent[row] !== ABSENCE.there) merged[row] = ABSENCE.missing
    }
  }
  return merged
}
