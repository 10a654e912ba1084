/** How many restarts are left of how many: filled is what is left. @module */

import type { SupervisorFacts } from '../../../src/serve/api/tree-facts.ts'
import { ageWords } from '../words/ages.ts'

/** More boxes than these are a number. */
const MOST_BOXES = 6

export function RestartBudget({ budget: { left, limit, withinMs } }: Pick<SupervisorFacts, 'budget'>) {
  const within = ageWords(withinMs)
  return (
    <span class="budget">
      {limit <= MOST_BOXES ? (
        <span class="boxes" aria-hidden="true">
          {Array.from({ length: limit }, (_, index) => (
            <i key={String(index)} class={index < left ? undefined : 'used'} />
          ))}
        </span>
      ) : null}
      <small
        class={left < limit ? 'num retry' : 'num'}
        title={`${left} of ${limit} restarts left within ${within}`}
      >
        {limit <= MOST_BOXES ? left : `${left} of ${limit}`} in {within}
      </small>
    </span>
  )
}
