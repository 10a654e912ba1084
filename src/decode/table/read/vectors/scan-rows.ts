/** Calls back with some fields of each record, without an object that holds them. @module */

import { unexpected } from '../../../../base/unexpected.ts'
import type { FieldPath } from '../../contract.ts'
import { fieldNames } from '../field-names.ts'
import { warnOfUnknown } from '../unknown-field.ts'
import { checkCallback } from './column-vector.ts'
import type { RowSource } from './row-source.ts'

type Call = (...given: unknown[]) => void

export function scanRows({ rows, records, from }: RowSource, paths: readonly FieldPath[], call: Call): void {
  if (!Array.isArray(paths)) throw unexpected('scan', 'paths', 'a list of fields', paths)
  checkCallback('scan', call)
  const reads = paths.map((path) => {
    const names = fieldNames('scan', path)
    warnOfUnknown('scan', { rows, records: from }, names)
    return records.field(names)
  })
  const [a, b, c, d] = reads
  // Each number of fields has a loop of its own: a list of arguments for each row would cost more than the fields.
  if (a === undefined) {
    for (let row = 0; row < rows; row++) call(row)
  } else if (b === undefined) {
    for (let row = 0; row < rows; row++) call(a(row, undefined), row)
  } else if (c === undefined) {
    for (let row = 0; row < rows; row++) call(a(row, undefined), b(row, undefined), row)
  } else if (d === undefined) {
    for (let row = 0; row < rows; row++) call(a(row, undefined), b(row, undefined), c(row, undefined), row)
  } else if (reads.length === 4) {
    for (let row = 0; row < rows; row++)
      call(a(row, undefined), b(row, undefined), c(row, undefined), d(row, undefined), row)
  } else {
    const given: unknown[] = new Array(reads.length + 1)
    for (let row = 0; row < rows; row++) {
      for (let at = 0; at < reads.length; at++) given[at] = reads[at]?.(row, undefined)
      given[reads.length] = row
      call(...given)
    }
  }
}
