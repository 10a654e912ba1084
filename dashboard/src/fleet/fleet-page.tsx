/** The fleet that this process is in: how far rollouts have come, who doesn't follow, and who has done what. @module */

import { useEffect } from 'preact/hooks'
import type { FleetFacts } from '../../../src/serve/api/fleet-facts.ts'
import { WhyNot } from '../parts/action-button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Nothing } from '../parts/nothing.tsx'
import { now } from '../store/clock.ts'
import { engineNow, fleet, fleetRefusal, followFleet } from '../store/fleet.ts'
import { processFacts } from '../store/tree.ts'
import { ageWords } from '../words/ages.ts'
import { counted, fleetVerdict } from '../words/fleet.ts'
import { FleetAudit } from './fleet-audit.tsx'
import { FleetTerm } from './fleet-term.tsx'
import { HandDialog } from './hand-dialog.tsx'
import { Instances } from './instances.tsx'

export function FleetPage() {
  useEffect(followFleet, [])
  const heard = fleet.value
  if (heard === undefined || processFacts.value?.fleet === undefined) return <Waiting />
  // Read for its ticks.
  now.value
  const { facts } = heard
  const time = engineNow(heard)
  return (
    <>
      <Verdict facts={facts} />
      <Silence ago={performance.now() - heard.heardAt} />
      <div class="columns fleet">
        <div class="fleet-terms">
          {facts.terms.map((term) => (
            <FleetTerm key={term.name} facts={term} now={time} />
          ))}
          <Instances facts={facts} now={time} />
        </div>
        <FleetAudit terms={facts.terms} now={time} />
      </div>
      <HandDialog />
    </>
  )
}

function Waiting() {
  const refusal = fleetRefusal.value
  if (processFacts.value?.fleet === undefined)
    return <Nothing icon="fleet" title="No fleet" words="This process is in no fleet, or has left it." />
  if (refusal === undefined) return null
  return <Nothing icon="plug" title="The fleet could not be looked at" words={refusal.message} />
}

const SIGNS = { calm: 'current', work: 'fleet', retry: 'warn', bad: 'none' } as const

function Verdict({ facts }: { readonly facts: FleetFacts }) {
  const { tone, title } = fleetVerdict(facts)
  const { service, instances, hosts, stewards, engine } = facts
  return (
    <section class={`verdict fleet-verdict is-${tone}`}>
      <Icon name={SIGNS[tone]} />
      <div>
        <h1>{title}</h1>
        <p>
          <b>{service}</b> has {counted(instances.length, 'instance')} on {counted(hosts, 'host')},{' '}
          {counted(stewards, 'steward')}; its engine is <code>{engine}</code>.
        </p>
      </div>
      <span class="grow" />
      <WhyNot />
    </section>
  )
}

/** What is shown is old: the engine doesn't answer, or the process doesn't. */
function Silence({ ago }: { readonly ago: number }) {
  const refusal = fleetRefusal.value
  if (refusal === undefined) return null
  return (
    <p class="fleet-silence" role="status">
      <Icon name="plug" />
      <span>
        {refusal.message} You see what was so {ageWords(ago)} ago. Instances go on by what they know.
      </span>
    </p>
  )
}
