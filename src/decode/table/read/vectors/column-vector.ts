/** One field of all records, for those who want more than the value of one key. @module */

import { unexpected } from '../../../../base/unexpected.ts'
import type { ColumnValues, ColumnVector, NumberView } from '../../contract.ts'
import { writtenPath } from '../../field-paths.ts'
import { nodesAt } from './nodes-at.ts'
import { viewOf } from './number-view.ts'
import type { RowSource } from './row-source.ts'
import type { Totals } from './totals.ts'
import { totalsOf } from './totals-of.ts'

export function columnVector(source: RowSource, path: readonly string[]): ColumnVector<unknown> {
  const { rows, from, records } = source
  const nodes = from.kind === 'columns' ? nodesAt(from.root, path) : undefined
  const field = records.field(path)
  const read = (row: number): unknown => field(row, undefined)
  let known: Totals | undefined
  const totals = (): Totals => {
    known ??= totalsOf(source, nodes, read, writtenPath(path))
    return known
  }

  function forEach(call: (value: unknown, row: number) => void): void {
    checkCallback('column', call)
    for (let row = 0; row < rows; row++) call(field(row, undefined), row)
  }

  function values(): NumberView | ColumnValues<unknown> {
    return viewOf(source, nodes) ?? { length: rows, [Symbol.iterator]: each }
  }

  function* each(): Generator<unknown> {
    for (let row = 0; row < rows; row++) yield field(row, undefined)
  }

  function at(row: number): unknown {
    if (typeof row !== 'number') throw unexpected('column', 'row', 'a number', row)
    return row >= 0 && row < rows && Number.isInteger(row) ? read(row) : undefined
  }

  function count(value: unknown): number {
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
      throw unexpected('column', 'value', 'a text, a number, a boolean, null or undefined', value)
    }
    return totals().count(value)
  }

  return {
    at,
    values: values as ColumnVector<unknown>['values'],
    forEach,
    sum: () => totals().sum(),
    min: () => totals().min(),
    max: () => totals().max(),
    count,
  }
}

export function checkCallback(of: string, call: unknown): void {
  if (typeof call !== 'function') throw unexpected(of, 'call', 'a function', call)
}
