/** Puts rows into the order of their numbers. @module */

import type { QueriedField } from '../queried-field.ts'
import { blocks, type Steps } from '../steps.ts'
import { radixSorted } from './radix-sort.ts'

/** The rows, all of which have a number, in the order of these; equal ones stay as they are. What is given may be overwritten. */
export function* byNumber({ column, read }: QueriedField, rows: Uint32Array): Steps<Uint32Array> {
  const scale = column?.kind === 'number' ? (column.divisor ?? 1) : 1
  const values = new Float64Array(rows.length)
  let areWhole = true
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const [start, end] of blocks(rows.length)) {
    for (let i = start; i < end; i++) {
      // A column with a divisor has whole numbers that were divided by it. -0 becomes 0.
      const scaled = (read(rows[i] as number) as number) * scale
      const value = scale === 1 ? scaled + 0 : Math.round(scaled) + 0
      values[i] = value
      areWhole &&= Number.isInteger(value)
      if (value < least) least = value
      if (value > most) most = value
    }
    yield
  }
  return yield* areWhole && most - least < 2 ** 32 ? byWord(rows, values, least) : byDouble(rows, values)
}

function* byWord(rows: Uint32Array, values: Float64Array, least: number): Steps<Uint32Array> {
  const words = new Uint32Array(rows.length)
  for (const [start, end] of blocks(rows.length)) {
    for (let i = start; i < end; i++) words[i] = (values[i] as number) - least
    yield
  }
  return yield* radixSorted(rows, words)
}

/** The bits of a double are in the order of the numbers, when those of a negative one are turned round, and else the sign. */
function* byDouble(rows: Uint32Array, values: Float64Array): Steps<Uint32Array> {
  const bits = new Uint32Array(values.buffer)
  const lower = new Uint32Array(rows.length)
  const higher = new Uint32Array(rows.length)
  for (const [start, end] of blocks(rows.length)) {
    for (let i = start; i < end; i++) {
      const high = bits[2 * i + 1] as number
      const isNegative = high >= 0x80000000
      lower[i] = (bits[2 * i] as number) ^ (isNegative ? 0xffffffff : 0)
      higher[i] = high ^ (isNegative ? 0xffffffff : 0x80000000)
    }
    yield
  }
  return yield* radixSorted(rows, lower, higher)
}
