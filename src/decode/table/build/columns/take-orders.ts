/** Takes the orders out of the scanner's memory in which objects have their fields. @module */

import type { FieldOrders } from '../../format/columns.ts'
import type { ColumnExports } from '../../scanner/exports.ts'
import { sharedWords } from '../shared-memory.ts'
import { sharedOf } from './copy-chunks.ts'
import { takeCodes, takeDictionary } from './take-texts.ts'

/**
 * The orders of a column of objects; `undefined` where all rows have that of the plan. `numbers` tells for each field of the
 * plan which number it has among those that any row has.
 */
export function takeOrders(
  wasm: ColumnExports,
  column: number,
  rows: number,
  numbers: readonly number[],
): FieldOrders | undefined {
  // An order that only a record had that was taken back is none.
  if (wasm.distinctTexts(column) <= 1 || wasm.evenCount(column) === 0) return undefined
  const codes = takeCodes(wasm, column, rows)
  const { offsets, bytes } = takeDictionary(wasm, column)
  // The scanner writes numbers of 16 bits.
  const planned = new Uint16Array(bytes.buffer)
  const sequences = sharedOf<FieldOrders['sequences']>(Uint16Array, planned.length)
  for (let i = 0; i < planned.length; i++) sequences[i] = numbers[planned[i] as number] as number
  const starts = sharedWords(offsets.length)
  for (let i = 0; i < offsets.length; i++) starts[i] = (offsets[i] as number) / 2
  return { codes, offsets: starts, sequences }
}
