/** Holds sums, bounds and counts of a column to its values. @module */

import type { ColumnVector } from '../../../src/decode/table/contract/column.ts'
import { Difference, equal } from './difference.ts'

const isPresent = (value: unknown): boolean => value !== null && value !== undefined
const isNumber = (value: unknown): value is number => typeof value === 'number'

/** @param expected - the value of each record */
export function compareTotals(
  column: ColumnVector<unknown>,
  expected: readonly unknown[],
  path: readonly string[],
): void {
  const present = expected.filter(isPresent)
  const numbers = present.filter(isNumber)
  if (numbers.length === present.length) compareNumbers(column, numbers, path)
  else equal('a sum of what is no number', 'refused', outcomeOf(column.sum), path)
  const wanted = new Set([...expected.slice(0, 20), null, undefined, 0, '', true, 'no such text'])
  for (const value of wanted) {
    if (typeof value === 'object' && value !== null) continue
    equal('column.count', expected.filter((it) => it === value).length, column.count(value), [path, value])
  }
}

function compareNumbers(column: ColumnVector<unknown>, numbers: number[], path: readonly string[]): void {
  // A loop adds decimals as doubles, and is a little off for each.
  const size = numbers.reduce((so, value) => so + Math.abs(value), 0)
  const loop = numbers.reduce((so, value) => so + value, 0)
  const sum = column.sum()
  const isNear = Number.isFinite(size)
    ? Math.abs(sum - loop) <= size * numbers.length * Number.EPSILON
    : Object.is(sum, loop) || Number.isFinite(loop) === Number.isFinite(sum)
  if (!isNear) throw new Difference('column.sum', loop, sum, path)
  const extreme = (of: typeof Math.min) =>
    numbers.length === 0 ? undefined : numbers.reduce((a, b) => of(a, b))
  equal('column.min', extreme(Math.min), column.min(), path)
  equal('column.max', extreme(Math.max), column.max(), path)
}

function outcomeOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return (error as Error).name === 'TypeError' ? 'refused' : error
  }
}
