/** What a machine does now. @module */

import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { kindOf } from '../words/kinds.ts'
import { Icon } from './icon.tsx'

export const StatePill = ({ state }: Pick<TermFacts, 'state'>) => (
  // Another state is another pill: nothing moves.
  <span key={state} class={`state ${kindOf(state)}`}>
    <Icon name={state} />
    {state}
  </span>
)
