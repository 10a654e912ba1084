/** What may be done to a term in the whole fleet, and what came of it. @module */

import type { FleetTermFacts, RolloutFacts } from '../../../src/serve/api/fleet-facts.ts'
import { ActionButton } from '../parts/action-button.tsx'
import type { FleetAction } from '../store/actions.ts'
import { handRequest, toldOfFleet } from './hand.ts'

/** Those that the chart of a rollout lets happen. */
const IN_STATE: Readonly<Record<RolloutFacts['state'], readonly FleetAction[]>> = {
  staged: ['pause', 'promote', 'halt'],
  paused: ['resume', 'promote', 'halt'],
  halted: [],
  done: [],
  superseded: [],
}

const LOOKS = {
  pause: { icon: 'pause', words: 'Pause' },
  resume: { icon: 'resume', words: 'Resume' },
  promote: { icon: 'promote', words: 'Promote' },
  halt: { icon: 'halt', words: 'Halt' },
  pin: { icon: 'pinned', words: 'Pin' },
  unpin: { icon: 'pinned', words: 'Unpin' },
} as const

export function FleetButtons({ facts }: { readonly facts: FleetTermFacts }) {
  const { rollout, pin, known, name } = facts
  const pins: readonly FleetAction[] = pin !== undefined ? ['unpin'] : known.length > 0 ? ['pin'] : []
  const actions = [...(rollout === undefined ? [] : IN_STATE[rollout.state]), ...pins]
  const told = toldOfFleet.value
  return (
    <div class="fleet-buttons">
      <p class={told?.good === false ? 'told retry' : 'told'} role="status">
        {told?.term === name ? told.words : ''}
      </p>
      {actions.map((action) => (
        <ActionButton
          key={action}
          class="small"
          icon={LOOKS[action].icon}
          onClick={() => {
            handRequest.value = { action, facts }
          }}
        >
          {LOOKS[action].words}
        </ActionButton>
      ))}
    </div>
  )
}
