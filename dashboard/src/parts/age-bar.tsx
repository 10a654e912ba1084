/** How old a value is; the mark in the bar is how old it may be. @module */

import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { ageOf } from '../words/age-of.ts'
import { affectsReaders } from '../words/reads.ts'

interface Props {
  readonly facts: TermFacts
  readonly now: number
  /** Without the limit in words, for a column whose head says what it is. */
  readonly short?: boolean
}

export function AgeBar({ facts, now, short = false }: Props) {
  const { age, limit, filled } = ageOf(facts, now)
  return (
    <span class={affectsReaders(facts) ? 'age is-bad' : 'age'}>
      <span class="age-word">age</span>
      <span class="age-bar">
        <i style={{ transform: `scaleX(${filled.toFixed(3)})` }} />
        {limit === undefined ? null : <b />}
      </span>
      <span class="num">
        {short || limit === undefined || facts.confirmedAt === undefined ? age : `${age} of ${limit}`}
      </span>
    </span>
  )
}
