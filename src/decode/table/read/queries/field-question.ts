/** What is asked of a field: a value, what lies between two bounds, or the beginning of a text. @module */

import { beginsWith, compareTexts } from './texts.ts'

export type Scalar = string | number | boolean | null | undefined

/** One end of a range of texts. */
export interface Bound {
  readonly text: string
  readonly isIncluded: boolean
}

export type FieldQuestion =
  | { readonly kind: 'equal'; readonly value: Scalar }
  /** Both included. */
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  | { readonly kind: 'texts'; readonly low: Bound | undefined; readonly high: Bound | undefined }
  | { readonly kind: 'prefix'; readonly prefix: string }

/** Does a value answer the question? */
export function testOf(question: FieldQuestion): (value: unknown) => boolean {
  if (question.kind === 'equal') return (value) => value === question.value
  if (question.kind === 'range') {
    const { low, high } = question
    return (value) => typeof value === 'number' && low <= value && value <= high
  }
  if (question.kind === 'prefix') {
    const { prefix } = question
    return (value) => typeof value === 'string' && beginsWith(value, prefix)
  }
  const { low, high } = question
  return (value) => typeof value === 'string' && isFrom(value, low) && isUpTo(value, high)
}

const isFrom = (text: string, bound: Bound | undefined): boolean =>
  bound === undefined || compareTexts(text, bound.text) >= (bound.isIncluded ? 0 : 1)

const isUpTo = (text: string, bound: Bound | undefined): boolean =>
  bound === undefined || compareTexts(text, bound.text) <= (bound.isIncluded ? 0 : -1)
