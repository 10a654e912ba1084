/** Puts a question into the terms of a column: which of its numbers, codes or bits answer it. @module */

import type { StringNode } from '../../format/columns.ts'
import { codeOf } from '../vectors/index.ts'
import { bytesOfText, codesThat, compareBytes, hasAt } from './dictionary.ts'
import type { Bound, FieldQuestion } from './field-question.ts'
import { type KeyColumn, keysThat } from './key-column.ts'
import { type PlainColumn, STATE } from './queried-field.ts'

/** Rows whose value is marked, or where there are no marks lies between these two; and those of a state. */
export interface ColumnAnswer {
  readonly low: number
  readonly high: number
  readonly marks: Uint8Array | undefined
  readonly state: number | undefined
}

const between = (low: number, high: number): ColumnAnswer => ({
  low,
  high,
  marks: undefined,
  state: undefined,
})
const NONE = between(1, 0)
const marked = (marks: Uint8Array): ColumnAnswer => ({ ...NONE, marks })

/** Has the column no value that answers? */
export const isNone = ({ low, high, marks }: ColumnAnswer): boolean => marks === undefined && low > high

export function columnAnswer(column: PlainColumn, question: FieldQuestion): ColumnAnswer {
  if (question.kind === 'range') return column.kind === 'number' ? between(question.low, question.high) : NONE
  if (question.kind === 'equal') return equalTo(column, question.value)
  if (column.kind !== 'string' && column.kind !== 'key') return NONE
  const { bytes } = column
  if (question.kind === 'texts') return textsThat(column, testOfTexts(column, question.low, question.high))
  const prefix = bytesOfText(question.prefix)
  return textsThat(column, (start, end) => end - start >= prefix.length && hasAt(bytes, start, prefix))
}

const textsThat = (column: StringNode | KeyColumn, fits: (start: number, end: number) => boolean) =>
  marked(column.kind === 'key' ? keysThat(column, fits) : codesThat(column, fits))

function equalTo(column: PlainColumn, value: unknown): ColumnAnswer {
  if (value === null) return { ...NONE, state: STATE.null }
  if (value === undefined) return { ...NONE, state: STATE.missing }
  if (typeof value === 'number' && column.kind === 'number') return between(value, value)
  if (typeof value === 'boolean' && column.kind === 'boolean') return between(+value, +value)
  if (typeof value !== 'string') return NONE
  if (column.kind === 'key') {
    const { bytes } = column
    const text = bytesOfText(value)
    return textsThat(column, (start, end) => end - start === text.length && hasAt(bytes, start, text))
  }
  if (column.kind !== 'string') return NONE
  const code = codeOf(column, value)
  return code < 0 ? NONE : between(code, code)
}

function testOfTexts({ bytes }: StringNode | KeyColumn, low: Bound | undefined, high: Bound | undefined) {
  const [from, to] = [low && bytesOfText(low.text), high && bytesOfText(high.text)]
  const [least, most] = [low?.isIncluded ? 0 : 1, high?.isIncluded ? 0 : -1]
  return (start: number, end: number): boolean =>
    (from === undefined || compareBytes(bytes, start, end, from) >= least) &&
    (to === undefined || compareBytes(bytes, start, end, to) <= most)
}
