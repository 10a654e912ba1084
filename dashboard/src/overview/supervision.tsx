/** The tree: who supervises whom, who starts again with whom, and how many restarts are left. @module */

import { useComputed } from '@preact/signals'
import type { SupervisorFacts, TermLeaf } from '../../../src/serve/api/tree-facts.ts'
import { Icon } from '../parts/icon.tsx'
import { Panel } from '../parts/panel.tsx'
import { RestartBudget } from '../parts/restart-budget.tsx'
import { StrategyGlyph } from '../parts/strategy-glyph.tsx'
import { pointedAt } from '../store/choices.ts'
import { RESTARTS_LINK, termLink } from '../store/route.ts'
import { factsOf, names, supervisor } from '../store/tree.ts'
import { kindOf } from '../words/kinds.ts'
import { affectsReaders, shortComplaint } from '../words/reads.ts'

/** With more terms than these, the leaves of groups are folded. */
const MANY = 24

export function Supervision() {
  const root = supervisor.value
  if (root === undefined) return null
  return (
    <Panel title="Supervision" class="supervision" aside={<a href={RESTARTS_LINK}>restarts left</a>}>
      <ul>
        <Node facts={root} folded={names.value.length > MANY} />
      </ul>
    </Panel>
  )
}

interface NodeProps {
  readonly facts: SupervisorFacts
  readonly folded: boolean
}

function Node({ facts, folded }: NodeProps) {
  const { name, state, strategy, budget, children } = facts
  const leaves = children.filter((child): child is TermLeaf => child.kind === 'term')
  const groups = children.filter((child): child is SupervisorFacts => child.kind === 'supervisor')
  return (
    <li>
      <div class="node head">
        <span class="supervisor" />
        <span class="trunc grow">{name}</span>
        {state === 'running' ? null : <small class="retry">{state}</small>}
        <RestartBudget budget={budget} />
      </div>
      <StrategyGlyph strategy={strategy} />
      <ul>
        {folded && leaves.length > 0 ? (
          <li>
            <div class="node muted">{leaves.length === 1 ? '1 term' : `${leaves.length} terms`}</div>
          </li>
        ) : (
          leaves.map((leaf) => <Leaf key={leaf.name} name={leaf.name} />)
        )}
        {groups.map((group) => (
          <Node key={group.path} facts={group} folded={folded} />
        ))}
      </ul>
    </li>
  )
}

function Leaf({ name }: { readonly name: string }) {
  // What the tree shows of a term changes far more seldom than the term does.
  const state = useComputed(() => factsOf(name)?.state ?? 'down').value
  const reads = useComputed(() => factsOf(name)?.reads ?? 'none').value
  return (
    <li>
      <div
        class="node"
        onPointerEnter={() => {
          pointedAt.value = name
        }}
        onPointerLeave={() => {
          pointedAt.value = undefined
        }}
      >
        <Icon name={state} class={kindOf(state)} />
        <a class="trunc grow" href={termLink(name)}>
          {name}
        </a>
        {affectsReaders({ reads }) ? (
          <>
            <small class="bad">{shortComplaint({ reads })}</small>
            <Icon name={reads} class="bad" />
          </>
        ) : null}
      </div>
    </li>
  )
}
