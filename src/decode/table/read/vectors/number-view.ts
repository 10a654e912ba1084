/** Shows numbers as the typed array that memory has. @module */

import type { NumberView } from '../../contract.ts'
import type { ColumnNode } from '../../format/columns.ts'
import { oddRowsOf } from './odd-rows.ts'
import type { RowSource } from './row-source.ts'

/** `undefined` unless each row has a number, and the memory has it as it is. */
export function viewOf(
  { from }: RowSource,
  nodes: readonly ColumnNode[] | undefined,
): NumberView | undefined {
  const node = nodes?.at(-1)
  if (node?.kind !== 'number' || node.divisor !== undefined) return undefined
  if (oddRowsOf(from).length > 0) return undefined
  if (nodes?.some(({ absent }) => absent !== undefined)) return undefined
  // Readers keep their own, which nobody can put anything on.
  return node.values.subarray() as NumberView
}
