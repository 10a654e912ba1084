/** Counts a text by its code, without decoding any other. @module */

import type { StringNode } from '../../format/columns.ts'
import { ABSENCE } from '../../format/layout.ts'
import type { ColumnRows } from './column-rows.ts'
import { countAbsent } from './count-absent.ts'
import { codeOf } from './dictionary-code.ts'

// As a constant of this file it costs nothing in a loop.
const { there: THERE } = ABSENCE

export function textCount(node: StringNode, column: ColumnRows): (value: unknown) => number {
  const { absent, ranges, read } = column
  return (value) => {
    if (value === null || value === undefined) return countAbsent(column, value)
    const code = typeof value === 'string' ? codeOf(node, value) : -1
    let count = 0
    for (const row of ranges.odd) if (read(row) === value) count++
    if (code < 0) return count
    for (const [from, to] of ranges.whole) count += countCode(node.codes, absent, code, from, to)
    return count
  }
}

/** Codes have three types of array, of which V8 makes good code together. */
function countCode(
  codes: StringNode['codes'],
  absent: Uint8Array | undefined,
  code: number,
  from: number,
  to: number,
): number {
  let count = 0
  for (let row = from; row < to; row++) {
    if (codes[row] === code && (absent === undefined || absent[row] === THERE)) count++
  }
  return count
}
