/** Who doesn't hold what it should, and what has failed by its reason. @module */

import type { FleetTermFacts } from '../../../src/serve/api/fleet-facts.ts'
import { ageWords } from '../words/ages.ts'
import { counted } from '../words/fleet.ts'

interface Props {
  readonly facts: FleetTermFacts
  readonly now: number
}

export const Troubles = ({ facts, now }: Props) => (
  <div class="troubles">
    <Behind facts={facts} now={now} />
    <Failures facts={facts} />
  </div>
)

function Behind({ facts: { behind, name }, now }: Props) {
  return (
    <section aria-label={`Behind with ${name}`}>
      <h3>
        Behind <span class="muted">{behind.count === 0 ? 'nobody' : behind.count}</span>
      </h3>
      {behind.count === 0 ? (
        <p class="muted">All hold what they should.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <ul tabIndex={0} aria-label="Who is behind">
          {behind.first.map(({ instance, held, wanted, since, why }) => (
            <li key={instance}>
              <code class="trunc" title={instance}>
                {instance}
              </code>
              <span class="num">
                {held ?? 'nothing'} for {wanted}
              </span>
              <span class="num muted">{ageWords(now - since)}</span>
              <span class="retry trunc" title={why}>
                {why}
              </span>
            </li>
          ))}
          {behind.count > behind.first.length ? (
            <li class="muted">and {behind.count - behind.first.length} more</li>
          ) : null}
        </ul>
      )}
    </section>
  )
}

const STAGES = { gate: 'gate', crash: 'crash', health: 'health', term: 'attempts' } as const

function Failures({ facts: { failures, name } }: Pick<Props, 'facts'>) {
  return (
    <section aria-label={`Failures of ${name}`}>
      <h3>
        Failures by reason <span class="muted">{failures.length === 0 ? 'none' : failures.length}</span>
      </h3>
      {failures.length === 0 ? (
        <p class="muted">Nobody has refused it, died of it, or was unwell with it.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <ul tabIndex={0} aria-label="What has failed" class="failures">
          {failures.map(({ stage, reason, count, instances }) => (
            <li key={`${stage} ${reason}`}>
              <span class="tag retry">{STAGES[stage]}</span>
              <span class="reason">{reason}</span>
              <span class="muted who" title={instances.join(', ')}>
                {count === 1 ? instances[0] : counted(count, 'instance')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
