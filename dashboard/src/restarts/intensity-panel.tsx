/** The restart budget of each supervisor, and how it was used the last time. @module */

import type { HeardEvent } from '../../../src/serve/api/messages.ts'
import type { SupervisorFacts } from '../../../src/serve/api/tree-facts.ts'
import { Panel } from '../parts/panel.tsx'
import { RestartBudget } from '../parts/restart-budget.tsx'
import { StrategyGlyph } from '../parts/strategy-glyph.tsx'
import { supervisor } from '../store/tree.ts'
import { intensityOf } from '../words/intensity.ts'
import { supervisorsOf } from '../words/leaves.ts'
import { IntensityChart } from './intensity-chart.tsx'

export function IntensityPanel({ events }: { readonly events: readonly HeardEvent[] }) {
  const root = supervisor.value
  if (root === undefined) return null
  return (
    <Panel title="Intensity" class="intensity" aside={<span class="muted">restarts left</span>}>
      {supervisorsOf(root).map((facts) => (
        <One key={facts.path} facts={facts} events={events} />
      ))}
    </Panel>
  )
}

interface OneProps {
  readonly facts: SupervisorFacts
  readonly events: readonly HeardEvent[]
}

function One({ facts: { name, path, strategy, budget }, events }: OneProps) {
  const intensity = intensityOf(path, budget, events)
  return (
    <div class="one">
      <div class="node head">
        <span class="supervisor" />
        <span class="trunc grow">{name}</span>
        <RestartBudget budget={budget} />
      </div>
      <StrategyGlyph strategy={strategy} />
      {intensity === undefined ? (
        <p class="muted">Nothing was started again.</p>
      ) : (
        <IntensityChart intensity={intensity} limit={budget.limit} withinMs={budget.withinMs} />
      )}
    </div>
  )
}
