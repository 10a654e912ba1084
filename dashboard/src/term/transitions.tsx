/** The last transitions in words: what the chart shows, for those who can't see it. @module */

import type { TermPage } from '../../../src/serve/api/term-page.ts'
import { timeOfDay } from '../words/ages.ts'
import { causeOf } from './causes.ts'

/** As many as there is room for below the chart. */
const SHOWN = 4

export function Transitions({ transitions, attempts }: Pick<TermPage, 'transitions' | 'attempts'>) {
  return (
    <ol class="transitions" aria-label="Last transitions">
      {transitions.slice(0, SHOWN).map((transition, place) => {
        const { at, from, to } = transition
        const { words, alarming } = causeOf(transition, attempts)
        return (
          // Lines stay where they are; other words are other elements, so that nothing moves.
          <li key={String(place)}>
            <span>{timeOfDay(at)}</span>
            <span key={`${from} ${to}`} class="way">
              {from ?? 'start'} <span aria-hidden="true">→</span>
              <span class="unseen">to</span> {to}
            </span>
            <span class={alarming ? 'retry' : ''}>{words}</span>
          </li>
        )
      })}
    </ol>
  )
}
