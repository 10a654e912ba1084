/** How old a value is, beside how old it may be. @module */

import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { ageWords } from './ages.ts'

/** Where the limit stands in a bar of ages, so that being over it has room. */
const LIMIT_AT = 0.75

export interface AgeOf {
  /** `12 s`, or `no value`. */
  readonly age: string
  /** `2 min`; `undefined` where there is none. */
  readonly limit: string | undefined
  /** How much of the bar is filled, from 0 to 1. */
  readonly filled: number
}

export function ageOf({ confirmedAt, limitMs, reads }: TermFacts, now: number): AgeOf {
  const limit = limitMs === undefined ? undefined : ageWords(limitMs)
  if (confirmedAt === undefined)
    return { age: reads === 'none' ? 'no value' : 'not confirmed', limit, filled: 0 }
  const ms = Math.max(0, now - confirmedAt)
  const share = limitMs === undefined ? 0 : limitMs <= 0 ? 1 : (ms / limitMs) * LIMIT_AT
  return { age: ageWords(ms), limit, filled: Math.min(1, share) }
}
