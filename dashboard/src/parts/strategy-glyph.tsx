/** Who starts again when the one in the middle ends: filled dots. @module */

import type { SupervisorFacts } from '../../../src/serve/api/tree-facts.ts'

type Strategy = SupervisorFacts['strategy']

const AGAIN: Readonly<Record<Strategy, readonly boolean[]>> = {
  'one-for-one': [false, true, false],
  'one-for-all': [true, true, true],
  'rest-for-one': [false, true, true],
}

export const StrategyGlyph = ({ strategy }: { readonly strategy: Strategy }) => (
  <span class="strategy">
    <svg viewBox="0 0 34 12" aria-hidden="true">
      {AGAIN[strategy].map((again, index) => (
        <circle key={String(index)} cx={6 + index * 11} cy="6" r="4" class={again ? 'again' : undefined} />
      ))}
    </svg>
    {strategy}
  </span>
)
