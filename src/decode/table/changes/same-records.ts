/** Compares the records of two tables by their rows, without building them where that can be. @module */

import type { ColumnParts, DocumentParts, TableParts } from '../format/table-parts.ts'
import { oddRows, recordsOf, rowKeys } from '../read/index.ts'
import { type Same, sameNodes } from './same-nodes.ts'
import { sameValues } from './same-values.ts'

/** Is the record of a row before the same as the one of a row after? */
export function sameRecords(before: TableParts, after: TableParts): Same {
  const [a, b] = [before.records, after.records]
  if (a.kind === 'document' && b.kind === 'document') return sameText(a, b)
  const isSame = sameRead(before, after)
  if (a.kind === 'document' || b.kind === 'document') return isSame
  const areSame = sameNodes(a.root, b.root, rowKeys(before.index, before.rows))
  if (a.odd === undefined && b.odd === undefined) return areSame
  const [isOddA, isOddB] = [isOddIn(a), isOddIn(b)]
  return (rowA, rowB) => (isOddA(rowA) || isOddB(rowB) ? isSame(rowA, rowB) : areSame(rowA, rowB))
}

const isOddIn = ({ odd }: ColumnParts): ((row: number) => boolean) =>
  odd === undefined ? () => false : oddRows(odd).has

function sameRead(before: TableParts, after: TableParts): Same {
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
