/** Compares the records of two tables by their rows, without building them where that can be. @module */

import type { DocumentParts, TableParts } from '../format/table-parts.ts'
import { recordsOf, rowKeys } from '../read/index.ts'
import { type Same, sameNodes } from './same-nodes.ts'
import { sameValues } from './same-values.ts'

/** Is the record of a row before the same as the one of a row after? */
export function sameRecords(before: TableParts, after: TableParts): Same {
  const [a, b] = [before.records, after.records]
  if (a.kind === 'document' && b.kind === 'document') return sameText(a, b)
  if (a.kind === 'columns' && b.kind === 'columns')
    return sameNodes(a.root, b.root, rowKeys(before.index, before.rows))
  const [readA, readB] = [readerOf(before), readerOf(after)]
  return (rowA, rowB) => sameValues(readA(rowA), readB(rowB))
}

function sameText(a: DocumentParts, b: DocumentParts): Same {
  const [bytesA, bytesB] = [bufferOf(a), bufferOf(b)]
  return (rowA, rowB) => {
    const startA = a.spans[rowA * 2] as number
    const endA = a.spans[rowA * 2 + 1] as number
    const startB = b.spans[rowB * 2] as number
    const endB = b.spans[rowB * 2 + 1] as number
    return endA - startA === endB - startB && bytesA.compare(bytesB, startB, endB, startA, endA) === 0
  }
}

const bufferOf = ({ bytes }: DocumentParts): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function readerOf({ index, rows, records }: TableParts): (row: number) => unknown {
  const { read } = recordsOf(records, rowKeys(index, rows))
  return (row) => read(row, undefined)
}
