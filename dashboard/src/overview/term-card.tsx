/** A term as a card: what readers get, what the machine does, and how old the value is. @module */

import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { AgeBar } from '../parts/age-bar.tsx'
import { AttemptRail } from '../parts/attempt-rail.tsx'
import { ReadsLine } from '../parts/reads-line.tsx'
import { SparklineChart } from '../parts/sparkline-chart.tsx'
import { StatePill } from '../parts/state-pill.tsx'
import { TermName } from '../parts/term-name.tsx'
import { useSeen } from '../parts/use-seen.ts'
import { pointedAt } from '../store/choices.ts'
import { now } from '../store/clock.ts'
import { factsOf } from '../store/tree.ts'
import { shareWords } from '../words/kinds.ts'
import { noteWords } from '../words/notes.ts'
import { affectsReaders } from '../words/reads.ts'
import { sizeWords } from '../words/sizes.ts'
import { medianWords } from '../words/sparkline.ts'
import { versionWords } from '../words/versions.ts'

export function TermCard({ name, early }: { readonly name: string; readonly early: boolean }) {
  const { ref, seen } = useSeen<HTMLElement>(early)
  const last = useRef<VNode>(null)
  const facts = seen.value || last.current === null ? factsOf(name) : undefined
  // Out of view it stays as it was: whatever changes in it is read by nobody.
  if (facts !== undefined) last.current = <CardRows facts={facts} now={now.value} />
  const look = `card${facts && affectsReaders(facts) ? ' is-bad' : ''}${pointedAt.value === name ? ' hit' : ''}`
  return (
    <article ref={ref} class={look}>
      {last.current}
    </article>
  )
}

function CardRows({ facts, now: time }: { readonly facts: TermFacts; readonly now: number }) {
  const { group, name, source, error, failures, version, bytes, recent } = facts
  const failed = failures === 1 ? '1 failure' : `${failures} failures`
  return (
    <>
      <div class="card-head">
        <h2 class="trunc grow">
          <TermName group={group} name={name} />
        </h2>
        <StatePill state={facts.state} />
      </div>
      <div class="muted">
        <code class="trunc grow">{source?.name}</code>
        <code class="retry">{error?.type}</code>
      </div>
      <ReadsLine facts={facts} now={time} />
      <div>
        <AttemptRail facts={facts} />
      </div>
      <div>
        <span class="trunc grow">{noteWords(facts, time)}</span>
        <span key={facts.state} class={failures > 0 ? 'num retry' : 'num muted'}>
          {shareWords(facts) ?? failed}
        </span>
      </div>
      <div>
        <AgeBar facts={facts} now={time} />
      </div>
      <div class="card-foot">
        <code class="trunc">{versionWords(version)}</code>
        <span class="num">{sizeWords(bytes)}</span>
        <span class="grow" />
        <SparklineChart recent={recent} width={100} height={18} />
        <span class="num" title="Median of the last refreshes">
          {medianWords(recent)}
        </span>
      </div>
    </>
  )
}
