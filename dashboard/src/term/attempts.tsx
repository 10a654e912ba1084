/** The last attempts, a bar for each of their steps. @module */

import type { AttemptFacts } from '../../../src/serve/api/term-facts.ts'
import { Icon } from '../parts/icon.tsx'
import { Panel } from '../parts/panel.tsx'
import { timeOfDay, tookWords } from '../words/ages.ts'
import type { IconName } from '../words/icons.ts'
import { axisOf, type Bar, barsOf, TICKS } from './waterfall.ts'
import { WideTable } from './wide-table.tsx'

/** A page isn't a log: what is older stands in the logs of the service. */
const SHOWN = 12

const STEP_WORDS = {
  probing: 'probe',
  downloading: 'download',
  decoding: 'decode',
  storing: 'store',
} as const

export function Attempts({ attempts }: { readonly attempts: readonly AttemptFacts[] }) {
  const shown = attempts.slice(0, SHOWN)
  const axis = axisOf(shown)
  return (
    <Panel title="Attempts" aside={<Legend />}>
      {shown.length === 0 ? (
        <p class="none-yet">No attempt has ended yet.</p>
      ) : (
        <Waterfall attempts={shown} axis={axis} />
      )}
    </Panel>
  )
}

function Legend() {
  return (
    <span class="legend">
      {Object.entries(STEP_WORDS).map(([step, words]) => (
        <span key={step}>
          <i class={`step-${step}`} />
          {words}
        </span>
      ))}
      <span>
        <i class="step-failed" />
        failed here
      </span>
    </span>
  )
}

function Waterfall({
  attempts,
  axis,
}: {
  readonly attempts: readonly AttemptFacts[]
  readonly axis: number
}) {
  return (
    <WideTable label="Attempts, the last one first">
      <table class="waterfall">
        <thead>
          <tr>
            <th scope="col" class="began">
              began
            </th>
            <th scope="col" class="trigger">
              trigger
            </th>
            <th scope="col" class="axis">
              <span class="unseen">steps</span>
              <div aria-hidden="true">
                {TICKS.map((share) => (
                  <b key={share} style={{ left: `${share * 100}%` }}>
                    {share === 0 ? '0' : tookWords(share * axis)}
                  </b>
                ))}
              </div>
            </th>
            <th scope="col" class="took num">
              took
            </th>
            <th scope="col" class="outcome">
              outcome
            </th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt, place) => (
            // Rows stay where they are; other bars are other elements, so that nothing moves.
            <Row key={String(place)} attempt={attempt} axis={axis} />
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

function Row({ attempt, axis }: { readonly attempt: AttemptFacts; readonly axis: number }) {
  const { startedAt, trigger, durationMs, outcome, error } = attempt
  const failed = outcome === 'failed'
  return (
    <tr>
      <td>{timeOfDay(startedAt)}</td>
      <td class="muted">{trigger}</td>
      <td class="axis">
        <div key={`${startedAt} ${axis}`}>
          {barsOf(attempt).map((bar) => (
            <BarOf key={bar.step} bar={bar} axis={axis} />
          ))}
        </div>
      </td>
      <td class="num">{tookWords(durationMs)}</td>
      <td>
        <span class={failed ? 'cell retry' : 'cell'} title={error?.message}>
          <Icon name={SIGNS[outcome]} />
          {failed ? `failed: ${error?.type ?? 'unknown'}` : outcome}
        </span>
      </td>
    </tr>
  )
}

const SIGNS: Readonly<Record<AttemptFacts['outcome'], IconName>> = {
  updated: 'storing',
  unchanged: 'current',
  failed: 'backoff',
  cancelled: 'cross',
}

function BarOf({ bar: { step, begin, ms, failed }, axis }: { readonly bar: Bar; readonly axis: number }) {
  const words = `${STEP_WORDS[step]} ${tookWords(ms)}${failed ? ', failed here' : ''}`
  const place = { left: `${(begin / axis) * 100}%`, width: `calc(${(ms / axis) * 100}% - 1px)` }
  return (
    <i class={failed ? 'step-failed' : `step-${step}`} style={place} title={words}>
      <span class="unseen">{words} </span>
    </i>
  )
}
