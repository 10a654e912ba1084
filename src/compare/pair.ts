/** Two values side by side, record by record. @module */

import type { TimeSlice } from '../base/time-slice.ts'
import type { Keyed } from './kinds.ts'
import { isAlike, type Sameness } from './sameness.ts'

export interface Pair {
  /** Those of the next value. */
  keys(): Iterable<unknown>
  isInBoth(key: unknown): boolean
  isAlike(key: unknown): boolean | Sameness
}

export const keyedPair = (live: Keyed, next: Keyed): Pair => ({
  keys: () => next.keys(),
  isInBoth: (key) => live.has(key),
  isAlike(key) {
    const text = isDocument(live) && isDocument(next) ? next.raw(key) : undefined
    return (text !== undefined && text === live.raw?.(key)) || isAlike(live.get(key), next.get(key))
  },
})

/** Is it a table whose records are kept as text? Texts are cheaper to compare than records; to write one is dearer. */
const isDocument = (value: Keyed): value is Keyed & Required<Pick<Keyed, 'raw'>> =>
  value.kind === 'document' && typeof value.raw === 'function'

/** A large record is compared a part at a time. */
export async function answerOf(sameness: boolean | Sameness, turn: TimeSlice): Promise<boolean> {
  let answer = sameness
  while (typeof answer === 'function') {
    await turn.pass()
    answer = answer()
  }
  return answer
}
