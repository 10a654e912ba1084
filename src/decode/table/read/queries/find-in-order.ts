/** Finds the rows between two bounds in an index that has them in order. @module */

import type { OrderIndex } from '../../format/field-index.ts'
import type { FieldQuestion } from './field-question.ts'
import type { QueriedField } from './queried-field.ts'
import { firstThat } from './search.ts'
import { beginsWith, compareTexts } from './texts.ts'

export type OrderQuestion = Exclude<FieldQuestion, { kind: 'equal' }>

/** Where the rows begin that answer the question. */
export function startIn({ rows }: OrderIndex, { read }: QueriedField, question: OrderQuestion): number {
  const valueAt = (at: number) => read(rows[at] as number)
  const first = (fits: (at: number) => boolean) => firstThat(0, rows.length, fits)
  if (question.kind === 'range') return first((at) => (valueAt(at) as number) >= question.low)
  if (question.kind === 'prefix')
    return first((at) => compareTexts(valueAt(at) as string, question.prefix) >= 0)
  const { low } = question
  if (low === undefined) return 0
  const least = low.isIncluded ? 0 : 1
  return first((at) => compareTexts(valueAt(at) as string, low.text) >= least)
}

/** Where they end that begin at `start`. */
export function endIn(
  { rows }: OrderIndex,
  { read }: QueriedField,
  question: OrderQuestion,
  start: number,
): number {
  const valueAt = (at: number) => read(rows[at] as number)
  const first = (fits: (at: number) => boolean) => firstThat(start, rows.length, fits)
  if (question.kind === 'range') return first((at) => !((valueAt(at) as number) <= question.high))
  if (question.kind === 'prefix') return first((at) => !beginsWith(valueAt(at) as string, question.prefix))
  const { high } = question
  if (high === undefined) return rows.length
  const most = high.isIncluded ? 1 : 0
  return first((at) => compareTexts(valueAt(at) as string, high.text) >= most)
}
