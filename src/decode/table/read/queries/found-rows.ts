/** The rows that answer a question: a part of an index where there is one, else what a look at each row finds. @module */

import type { EqualIndex, FieldIndex, OrderIndex } from '../../format/field-index.ts'
import type { FieldQuestion, Scalar } from './field-question.ts'
import { endOfRun, runOf } from './find-equal.ts'
import { endIn, type OrderQuestion, startIn } from './find-in-order.ts'
import { byNumber, byText } from './indexes/index.ts'
import type { QueriedField } from './queried-field.ts'
import { collectRows, countRows, firstRow } from './scan.ts'
import { atOnce } from './steps.ts'

/** Finds no more than it is asked for. */
export interface FoundRows {
  size(): number
  /** The first row, or -1. */
  first(): number
  /** All rows, in memory that must not be handed out. */
  rows(): Uint32Array
}

export const NOTHING: FoundRows = { size: () => 0, first: () => -1, rows: () => new Uint32Array(0) }

export const oneRow = (row: number): FoundRows => ({
  size: () => 1,
  first: () => row,
  rows: () => new Uint32Array([row]),
})

export function answered(
  field: QueriedField,
  question: FieldQuestion,
  index: FieldIndex | undefined,
): FoundRows {
  if (index === undefined) return scanned(field, question)
  if (question.kind !== 'equal') return inOrder(index as OrderIndex, field, question)
  return grouped(index as EqualIndex, field, question.value)
}

function grouped(index: EqualIndex, field: QueriedField, value: Scalar): FoundRows {
  const { start, limit } = runOf(index, field, value)
  if (start === limit) return NOTHING
  const isKept = value !== null && value !== undefined
  let end = isKept ? -1 : limit
  const ended = () => {
    if (end < 0) end = endOfRun(index, field.read, value, start, limit)
    return end
  }
  return {
    size: () => ended() - start,
    first: () => index.rows[start] as number,
    rows: () => index.rows.subarray(start, ended()),
  }
}

function inOrder(index: OrderIndex, field: QueriedField, question: OrderQuestion): FoundRows {
  const start = startIn(index, field, question)
  const end = endIn(index, field, question, start)
  return {
    size: () => end - start,
    first: () => (start < end ? (index.rows[start] as number) : -1),
    rows: () => index.rows.subarray(start, end),
  }
}

function scanned(field: QueriedField, question: FieldQuestion): FoundRows {
  let size: number | undefined
  let rows: Uint32Array | undefined
  const all = () => {
    rows ??= sorted(field, question, atOnce(collectRows(field, question)))
    return rows
  }
  return {
    size() {
      size ??= rows?.length ?? countRows(field, question)
      return size
    },
    first: () => (question.kind === 'equal' ? firstRow(field, question) : (all()[0] ?? -1)),
    rows: all,
  }
}

/** As an index would have them. */
function sorted(field: QueriedField, { kind }: FieldQuestion, rows: Uint32Array): Uint32Array {
  if (kind === 'equal') return rows
  return atOnce(kind === 'range' ? byNumber(field, rows) : byText(field, rows))
}
