/** A term in its fleet: its rollout by stages, who holds what, who is behind, and what has failed. @module */

import type { FleetTermFacts } from '../../../src/serve/api/fleet-facts.ts'
import { Icon } from '../parts/icon.tsx'
import { termLink } from '../store/route.ts'
import { names } from '../store/tree.ts'
import { timeWords } from '../words/ages.ts'
import { laterWords, refusedWords, voteWords } from '../words/fleet.ts'
import { FleetButtons } from './fleet-buttons.tsx'
import { Stages } from './stages.tsx'
import { Troubles } from './troubles.tsx'
import { VersionShares } from './version-shares.tsx'

interface Props {
  readonly facts: FleetTermFacts
  readonly now: number
}

export const FleetTerm = ({ facts, now }: Props) => (
  <section class="panel fleet-term" aria-label={facts.name}>
    <header>
      <h2>
        {names.value.includes(facts.name) ? <a href={termLink(facts.name)}>{facts.name}</a> : facts.name}
      </h2>
      <RolloutState facts={facts} />
      <span class="grow" />
      <FleetButtons facts={facts} />
    </header>
    <Pinned facts={facts} now={now} />
    <Rollout facts={facts} now={now} />
    <VersionShares facts={facts} />
    <Troubles facts={facts} now={now} />
  </section>
)

const STATES = {
  staged: { look: 'work', icon: 'fleet' },
  paused: { look: 'retry', icon: 'pause' },
  halted: { look: 'retry', icon: 'halt' },
  done: { look: '', icon: 'current' },
  superseded: { look: '', icon: 'undo' },
} as const

function RolloutState({ facts: { rollout } }: Pick<Props, 'facts'>) {
  if (rollout === undefined) return null
  const { look, icon } = STATES[rollout.state]
  return (
    <span class={`state ${look}`}>
      <Icon name={icon} />
      {rollout.state}
    </span>
  )
}

function Pinned({ facts: { pin }, now }: Props) {
  if (pin === undefined) return null
  return (
    <p class="fleet-note">
      <Icon name="pinned" />
      <span>
        <b>
          Pinned to {pin.seq} by {pin.by}
        </b>{' '}
        since {timeWords(pin.at, now)}
        {pin.why === undefined ? '' : `: ${pin.why}`}. Rollouts wait until it is unpinned.
        {pin.refused === 0 ? null : <span class="because retry">{refusedWords(pin.refused)}</span>}
      </span>
    </p>
  )
}

function Rollout({ facts, now }: Props) {
  const { rollout } = facts
  if (rollout === undefined) return <p class="fleet-note muted">No rollout yet: all follow what is stable.</p>
  const { from, to, sha8, by, why, state, unit, supersedes } = rollout
  return (
    <>
      <p class="fleet-note">
        <span>
          From <b>{from}</b> to <b>{to}</b> <code>{sha8}</code>, {unit === 'instance' ? '' : `by ${unit}s, `}
          begun by {by}; {voteWords(rollout)}.
          {supersedes === undefined ? null : (
            <span class="because">
              It took the place of <code>{supersedes}</code>.
            </span>
          )}
          {why === undefined ? null : (
            <span class={state === 'paused' || state === 'halted' ? 'because retry' : 'because'}>{why}</span>
          )}
          {facts.later === undefined ? null : <span class="because retry">{laterWords(facts.later)}</span>}
        </span>
      </p>
      <Stages rollout={rollout} now={now} />
    </>
  )
}
