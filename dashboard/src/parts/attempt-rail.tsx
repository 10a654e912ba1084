/** The four steps of the present attempt, or of the last one; hatched is where it failed. @module */

import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { marksOf, progressOf, STEPS } from '../words/kinds.ts'

export function AttemptRail({ facts }: { readonly facts: TermFacts }) {
  const marks = marksOf(facts)
  return (
    <span class="rail" aria-hidden="true">
      {STEPS.map((step, index) => (
        <i key={step} class={marks[index]}>
          {marks[index] === 'now' ? (
            <b style={{ transform: `scaleX(${progressOf(facts).toFixed(2)})` }} />
          ) : null}
        </i>
      ))}
    </span>
  )
}
