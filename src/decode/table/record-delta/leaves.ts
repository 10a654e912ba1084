/** Makes the lists of a column of those before: each is foretold, and what turned out otherwise is put in. @module */

import type { Absent, BooleanNode, ListNode, NumberNode } from '../format/columns.ts'
import type { OutlineOf } from './outline.ts'
import type { Patching } from './patching.ts'
import { countAt, type RowsLevel, rowBefore } from './rows-level.ts'
import { sharedUint32, sharedValues, type Values, valuesTypeOf } from './values.ts'

interface Foretold<V extends Values> {
  /** As it lies in the version before, where that is the same; it is shared then. */
  readonly same: V | undefined
  make(): V
  at(row: number): number
}

function listWith<V extends Values>(
  { same, make, at }: Foretold<V>,
  level: RowsLevel,
  patching: Patching,
  after: V | undefined,
): V {
  const meant = after && { values: after, differs: (row: number) => !Object.is(at(row), after[row]) }
  const rows = patching.rows(level, meant)
  if (rows.length === 0 && same !== undefined && level.from === undefined) return same
  const values = make()
  if (same !== undefined && level.from === undefined) values.set(same)
  else for (let row = 0; row < level.rows; row++) values[row] = at(row)
  patching.put(values, rows, meant)
  return values
}

export function numbersWith(
  { values, divisor = 1 }: NumberNode,
  { type, divisor: scale }: OutlineOf<'number'>,
  level: RowsLevel,
  patching: Patching,
  meant: NumberNode | undefined,
): NumberNode['values'] {
  const isSame = divisor === scale
  const isWhole = type !== 'Float64Array'
  return listWith<NumberNode['values']>(
    {
      same: isSame && valuesTypeOf(values) === type ? values : undefined,
      make: () => sharedValues(type, level.rows),
      at(row) {
        const old = rowBefore(level, row)
        if (old < 0) return 0
        const value = values[old] as number
        if (isSame) return value
        const scaled = (value / divisor) * scale
        return isWhole ? Math.round(scaled) : scaled
      },
    },
    level,
    patching,
    meant?.values,
  )
}

export const absentWith = (
  before: Absent | undefined,
  level: RowsLevel,
  patching: Patching,
  meant: Absent | undefined,
): Absent =>
  listWith<Absent>(
    {
      same: before,
      make: () => sharedValues('Uint8Array', level.rows),
      at(row) {
        const old = rowBefore(level, row)
        return old < 0 || before === undefined ? 0 : (before[old] as number)
      },
    },
    level,
    patching,
    meant,
  )

export function bitsWith(
  before: BooleanNode,
  level: RowsLevel,
  patching: Patching,
  meant: BooleanNode | undefined,
): BooleanNode['bits'] {
  const at = (row: number) => {
    const old = rowBefore(level, row)
    return old < 0 ? 0 : ((before.bits[old >>> 3] as number) >>> (old & 7)) & 1
  }
  const bitAt = (row: number) => (((meant as BooleanNode).bits[row >>> 3] as number) >>> (row & 7)) & 1
  const rows = patching.rows(level, meant && { values: meant.bits, differs: (row) => at(row) !== bitAt(row) })
  if (rows.length === 0 && level.from === undefined) return before.bits
  const bits = sharedValues<BooleanNode['bits']>('Uint8Array', (level.rows + 7) >>> 3)
  if (level.from === undefined) bits.set(before.bits)
  else
    for (let row = 0; row < level.rows; row++)
      bits[row >>> 3] = (bits[row >>> 3] as number) | (at(row) << (row & 7))
  // A bit that differs is the other one.
  for (const row of rows) bits[row >>> 3] = (bits[row >>> 3] as number) ^ (1 << (row & 7))
  return bits
}

/** Where the items of each list end. @throws Error for more than there could be */
export function countsWith(
  before: ListNode['offsets'],
  level: RowsLevel,
  patching: Patching,
  meant: ListNode['offsets'] | undefined,
): Exclude<ListNode['offsets'], number> {
  const after = meant === undefined ? undefined : countsOf(meant, level.rows)
  const counts = listWith<Uint32Array>(
    {
      same: undefined,
      make: () => new Uint32Array(level.rows),
      at(row) {
        const old = rowBefore(level, row)
        return old < 0 ? 0 : countAt(before, old)
      },
    },
    level,
    patching,
    after,
  )
  const ends = sharedUint32(level.rows + 1)
  let end = 0
  for (let row = 0; row < level.rows; row++) {
    end += counts[row] as number
    if (end > level.most) throw new Error('The delta has more items than there can be')
    ends[row + 1] = end
  }
  return ends
}

const countsOf = (offsets: ListNode['offsets'], rows: number): Uint32Array =>
  Uint32Array.from({ length: rows }, (_, row) => countAt(offsets, row))
