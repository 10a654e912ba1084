/** Buttons for what the process lets be done to itself; nothing where there is none. @module */

import { signal } from '@preact/signals'
import { ActionButton, WhyNot } from '../parts/action-button.tsx'
import { pull } from '../store/actions.ts'
import { processFacts } from '../store/tree.ts'

/** What came of the last one. */
const outcome = signal('')

export function Levers() {
  const levers = processFacts.value?.levers
  if (levers === undefined) return null
  return (
    <section class="levers" aria-label="Levers">
      {levers.map(({ name, label }) => (
        <ActionButton key={name} onClick={() => void press(name, label)}>
          {label}
        </ActionButton>
      ))}
      <WhyNot />
      <p class="told" role="status">
        {outcome.value}
      </p>
    </section>
  )
}

async function press(name: string, label: string): Promise<void> {
  const answer = await pull(name)
  if (answer === undefined) return
  outcome.value = 'refusal' in answer ? answer.refusal.message : `${label}: done.`
}
