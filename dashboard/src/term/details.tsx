/** What is asked for when somebody looks at one term: its machine, sources, attempts, versions and events. @module */

import type { HeardEvent } from '../../../src/serve/api/messages.ts'
import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import type { TermPage } from '../../../src/serve/api/term-page.ts'
import { Panel } from '../parts/panel.tsx'
import { useRestarts } from '../restarts/use-restarts.ts'
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
  const { events: restarts } = useRestarts()
  const above = root === undefined ? undefined : supervisorOf(root, facts.name)
  const supervisors = above === undefined ? [] : [above.path]
  const events = concerning(merged(heard.value, page.heard), facts.name, supervisors)
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
              last={restarts.find((event) => startedAgain(event, facts.name))}
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
      <Crashes crashes={restarts.filter((event) => hasCrashed(event, facts.name))} now={now.value} />
    </>
  )
}

const hasCrashed = ({ type, term }: HeardEvent, name: string): boolean =>
  type === 'term.crashed' && term === name

function startedAgain({ type, fields }: HeardEvent, name: string): boolean {
  const { children = [] } = fields as { readonly children?: readonly string[] }
  return type === 'supervisor.restarted' && children.includes(name)
}

const Order = ({ count }: { readonly count: number }) => (
  <span class="muted">{count > 1 ? 'asked in this order' : ''}</span>
)

function Since({ facts: { state, running, lastTransition } }: { readonly facts: TermFacts }) {
  const since = running?.sinceAt ?? lastTransition?.at
  const words = since === undefined ? state : `${state} for ${ageWords(now.value - since)}`
  // Other words are another element: what stands at the right doesn't move then, it is new.
  return (
    <span key={words} class="muted num">
      {words}
    </span>
  )
}
