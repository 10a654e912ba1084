/** Makes of the orders of fields before those of a version. @module */

import type { FieldOrders } from '../format/columns.ts'
import type { OrdersOutline } from './outline.ts'
import type { Patching } from './patching.ts'
import { type RowsLevel, rowBefore } from './rows-level.ts'
import { type Codes, sharedValues } from './values.ts'

/** An order that is there no more is foretold as that of the plan. */
export function fieldOrdersWith(
  before: FieldOrders | undefined,
  { type, sequences }: OrdersOutline,
  level: RowsLevel,
  patching: Patching,
  meant: FieldOrders | undefined,
): FieldOrders {
  const codeNow = codesNow(before, sequences)
  const at = (row: number) => {
    const old = rowBefore(level, row)
    return old < 0 || before === undefined ? 0 : (codeNow[before.codes[old] as number] ?? 0)
  }
  const wanted = meant && {
    values: meant.codes,
    differs: (row: number) => at(row) !== meant.codes[row],
  }
  const rows = patching.rows(level, wanted)
  const codes = sharedValues<Codes>(type, level.rows)
  for (let row = 0; row < level.rows; row++) codes[row] = at(row)
  patching.put(codes, rows, wanted)
  return { codes, ...memoryOf(sequences) }
}

function codesNow(before: FieldOrders | undefined, sequences: OrdersOutline['sequences']): number[] {
  if (before === undefined) return []
  const codes = new Map(sequences.map((sequence, code) => [sequence.join(), code]))
  return Array.from({ length: before.offsets.length - 1 }, (_, code) => {
    const sequence = before.sequences.subarray(before.offsets[code], before.offsets[code + 1])
    return codes.get(sequence.join()) ?? 0
  })
}

function memoryOf(all: OrdersOutline['sequences']): Pick<FieldOrders, 'offsets' | 'sequences'> {
  const flat = all.flat()
  const offsets = sharedValues<FieldOrders['offsets']>('Uint32Array', all.length + 1)
  const sequences = sharedValues<FieldOrders['sequences']>('Uint16Array', flat.length)
  for (const [code, { length }] of all.entries()) offsets[code + 1] = (offsets[code] as number) + length
  sequences.set(flat)
  return { offsets, sequences }
}
