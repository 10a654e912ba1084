/** Shows the numbers of a column as doubles, block by block. @module */

import { types } from 'node:util'
import type { NumberNode } from '../../format/columns.ts'
import type { ColumnRows } from './column-rows.ts'

export interface DoubleBlock {
  readonly doubles: Float64Array
  /** The absences of the same rows; `undefined` where all rows have a value. */
  readonly absent: Uint8Array | undefined
}

/** So many doubles stay in the first cache of a processor; and so many whole numbers of 32 bits have an exact sum. */
const AT_ONCE = 4096

const scratch = new Float64Array(AT_ONCE)

/**
 * Numbers have seven types of array. V8 makes code that is ten times slower of a loop that has met more than four, and
 * copies a block from one type into another at the speed of memory: so all loops meet doubles.
 *
 * A block is valid until the next one. As numbers lie in memory; none is divided.
 */
export function* doubleBlocks(
  values: NumberNode['values'],
  { absent, ranges }: ColumnRows,
): Generator<DoubleBlock> {
  for (const [from, to] of ranges.whole) {
    for (let at = from; at < to; at += AT_ONCE) {
      const end = Math.min(at + AT_ONCE, to)
      yield { doubles: asDoubles(values.subarray(at, end)), absent: absent?.subarray(at, end) }
    }
  }
}

type Numbers = ReturnType<NumberNode['values']['subarray']>

function asDoubles(values: Numbers): Float64Array {
  if (types.isFloat64Array(values)) return values
  scratch.set(values)
  return scratch.subarray(0, values.length)
}
