/** The last transitions in words: what the chart shows, for those who can't see it. @module */

import type { TermPage } from '../../../src/serve/api/term-page.ts'
import { timeOfDay } from '../words/ages.ts'
import { causeOf } from './causes.ts'

/** As many as there is room for below the chart. */
const SHOWN = 4

export function Transitions({ transitions, attempts }: Pick<TermPage, 'transitions' | 'attempts'>) {
  return (
    <ol class="transitions" aria-label="Last transitions">
      {transitions.slice(0, SHOWN).map((transition) => {
        const { at, from, to } = transition
        const { words, alarming } = causeOf(transition, attempts)
        return (
          <li key={`${at} ${from} ${to}`}>
            <span>{timeOfDay(at)}</span>
            <span class="way">
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
