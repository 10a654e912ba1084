/** What is asked for when somebody looks at one term: its machine, sources, attempts, versions and events. @module */

import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import type { TermPage } from '../../../src/serve/api/term-page.ts'
import { Panel } from '../parts/panel.tsx'
import { now } from '../store/clock.ts'
import { heard } from '../store/heard.ts'
import { supervisor } from '../store/tree.ts'
import { ageWords } from '../words/ages.ts'
import { Above, supervisorOf } from './above.tsx'
import { Attempts } from './attempts.tsx'
import { Crashes } from './crashes.tsx'
import { EventLog } from './event-log.tsx'
import { LiveChart } from './live-chart.tsx'
import { concerning, merged } from './log.ts'
import { Sources } from './sources.tsx'
import { Transitions } from './transitions.tsx'
import { Versions } from './versions.tsx'

interface Props {
  readonly facts: TermFacts
  readonly page: TermPage
}

export function Details({ facts, page }: Props) {
  const root = supervisor.value
  const above = root === undefined ? undefined : supervisorOf(root, facts.name)
  const events = merged(
    concerning(heard.value, facts.name, above === undefined ? [] : [above.path]),
    page.heard,
  )
  return (
    <>
      <div class="two fill">
        <Panel title="Machine" aside={<Since facts={facts} />}>
          <LiveChart state={facts.state} last={facts.lastTransition} />
          <Transitions transitions={page.transitions} attempts={page.attempts} />
        </Panel>
        <Panel title="Sources" aside={<Order count={page.sources.length} />}>
          <Sources sources={page.sources} />
          {above === undefined ? null : (
            <Above
              supervisor={above}
              name={facts.name}
              last={events.find(({ type }) => type === 'supervisor.restarted')}
              now={now.value}
            />
          )}
        </Panel>
      </div>
      <Attempts attempts={page.attempts} />
      <div class="two even">
        <Versions name={facts.name} page={page} now={now.value} />
        <EventLog events={events} />
      </div>
      <Crashes events={events} now={now.value} />
    </>
  )
}

const Order = ({ count }: { readonly count: number }) => (
  <span class="muted">{count > 1 ? 'asked in this order' : ''}</span>
)

function Since({ facts: { state, running, lastTransition } }: { readonly facts: TermFacts }) {
  const since = running?.sinceAt ?? lastTransition?.at
  return (
    <span class="muted num">
      {since === undefined ? state : `${state} for ${ageWords(now.value - since)}`}
    </span>
  )
}
