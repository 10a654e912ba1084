/** The supervisor of a term: who starts it again, with whom, and how often it still may. @module */

import type { HeardEvent } from '../../../src/serve/api/messages.ts'
import type { SupervisorFacts } from '../../../src/serve/api/tree-facts.ts'
import { RestartBudget } from '../parts/restart-budget.tsx'
import { StrategyGlyph } from '../parts/strategy-glyph.tsx'
import { timeWords } from '../words/ages.ts'
import { supervisorsOf } from '../words/leaves.ts'

export const supervisorOf = (root: SupervisorFacts, name: string): SupervisorFacts | undefined =>
  supervisorsOf(root).find(({ children }) =>
    children.some((child) => child.kind === 'term' && child.name === name),
  )

interface Props {
  readonly supervisor: SupervisorFacts
  readonly name: string
  /** When it has started the term again for the last time. */
  readonly last: Pick<HeardEvent, 'at'> | undefined
  readonly now: number
}

export const Above = ({ supervisor, name, last, now }: Props) => (
  <div class="above">
    <h3>Supervisor</h3>
    <div class="node head">
      <span class="supervisor" />
      <span class="grow">{supervisor.name}</span>
      <RestartBudget budget={supervisor.budget} />
    </div>
    <StrategyGlyph strategy={supervisor.strategy} />
    <p>
      {againWords(supervisor, name)}{' '}
      {last === undefined ? 'This has not happened lately.' : `The last time: ${timeWords(last.at, now)}.`}
    </p>
  </div>
)

function againWords({ strategy, children }: SupervisorFacts, name: string): string {
  if (strategy === 'one-for-one' || children.length === 1) return `When ${name} ends, it alone starts again.`
  if (strategy === 'one-for-all') return `When one ends, all ${children.length} start again.`
  const after = children.length - 1 - children.findIndex((child) => child.name === name)
  return after === 0
    ? `When ${name} ends, it alone starts again: none was started after it.`
    : `When ${name} ends, it starts again, and so do the ${after} after it.`
}
