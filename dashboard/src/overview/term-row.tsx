/** A term as a row. @module */

import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { AgeBar } from '../parts/age-bar.tsx'
import { AttemptRail } from '../parts/attempt-rail.tsx'
import { Icon } from '../parts/icon.tsx'
import { SparklineChart } from '../parts/sparkline-chart.tsx'
import { TermName } from '../parts/term-name.tsx'
import { useSeen } from '../parts/use-seen.ts'
import { now } from '../store/clock.ts'
import { factsOf } from '../store/tree.ts'
import { kindOf } from '../words/kinds.ts'
import { nextWords } from '../words/notes.ts'
import { affectsReaders, readsWords } from '../words/reads.ts'
import { NOTHING, sizeWords } from '../words/sizes.ts'
import { medianWords } from '../words/sparkline.ts'
import { versionWords } from '../words/versions.ts'

export function TermRow({ name, early }: { readonly name: string; readonly early: boolean }) {
  const { ref, seen } = useSeen<HTMLTableRowElement>(early)
  const last = useRef<VNode>(null)
  const look = useRef<string>(undefined)
  const facts = seen.value ? factsOf(name) : undefined
  // Out of view it stays as it was: whatever changes in it is read by nobody.
  if (facts !== undefined) {
    last.current = <Cells facts={facts} now={now.value} />
    look.current = affectsReaders(facts) ? 'is-bad' : undefined
  }
  return (
    <tr ref={ref} class={look.current}>
      {last.current ?? <Unseen name={name} />}
    </tr>
  )
}

/** What a browser finds by its own search, until somebody scrolls there. */
const Unseen = ({ name }: { readonly name: string }) => (
  <>
    <td />
    <td class="c-name" colSpan={12}>
      {name}
    </td>
  </>
)

function Cells({ facts, now: time }: { readonly facts: TermFacts; readonly now: number }) {
  const { group, name, state, reads, failures, error, version, bytes, recent } = facts
  const bad = affectsReaders(facts)
  return (
    <>
      <td class="c-sign">
        <Icon name={reads} class={bad ? 'bad' : 'muted'} />
      </td>
      <td class="c-name">
        <TermName group={group} name={name} />
      </td>
      <td class={`c-get${bad ? ' bad' : reads === 'current' ? '' : ' other'}`}>
        <span class="cell">
          {readsWords(facts, time)}
          <Marks facts={facts} />
        </span>
      </td>
      <td class={`c-is ${kindOf(state)}`}>
        <span class="cell">
          <Icon name={state} />
          {state}
        </span>
      </td>
      <td>
        <AttemptRail facts={facts} />
      </td>
      <td class="c-old">
        <AgeBar facts={facts} now={time} short />
      </td>
      <td class="num c-next">{nextWords(facts, time)}</td>
      <td class={failures > 0 ? 'num retry' : 'num muted'}>{failures > 0 ? failures : NOTHING}</td>
      <td>
        <code class="retry">{error?.type}</code>
      </td>
      <td>
        <code>{versionWords(version)}</code>
      </td>
      <td class="num">{sizeWords(bytes)}</td>
      <td>
        <SparklineChart recent={recent} width={76} height={14} />
      </td>
      <td class="num muted">{medianWords(recent)}</td>
    </>
  )
}

const Marks = ({ facts: { source, pinned, quarantined } }: { readonly facts: TermFacts }) => (
  <>
    {source?.fallback ? <Mark name="fallback" words="answered by a fallback" /> : null}
    {pinned === undefined ? null : <Mark name="pinned" words="pinned" />}
    {quarantined > 0 ? <Mark name="quarantined" words={`${quarantined} quarantined`} /> : null}
  </>
)

const Mark = ({
  name,
  words,
}: {
  readonly name: 'fallback' | 'pinned' | 'quarantined'
  readonly words: string
}) => (
  <span title={words}>
    <Icon name={name} class={name === 'pinned' ? undefined : 'retry'} />
    <span class="unseen">, {words}</span>
  </span>
)
