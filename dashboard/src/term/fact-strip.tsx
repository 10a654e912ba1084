/** The numbers that one looks for first. @module */

import type { ComponentChildren } from 'preact'
import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { AgeBar } from '../parts/age-bar.tsx'
import { ageOf } from '../words/age-of.ts'
import { nextWords } from '../words/notes.ts'
import { sizeWords } from '../words/sizes.ts'
import { medianWords } from '../words/sparkline.ts'
import { versionWords } from '../words/versions.ts'

interface Props {
  readonly facts: TermFacts
  readonly now: number
}

export function FactStrip({ facts, now }: Props) {
  const { age, limit } = ageOf(facts, now)
  const { failures, version, bytes, recent } = facts
  return (
    <dl class="facts panel">
      <Fact title="age of the value">
        <span class="strong">{age}</span> {limit === undefined ? null : <small>of {limit}</small>}
        <AgeBar facts={facts} now={now} short />
      </Fact>
      <Fact title={NEXT[facts.state]}>{nextWords(facts, now)}</Fact>
      <Fact title="failures in a row">
        <span class={failures > 0 ? 'retry' : undefined}>{failures}</span>
      </Fact>
      <Fact title="version">
        <span class="mono trunc" title={version}>
          {versionWords(version)}
        </span>
      </Fact>
      <Fact title="size on the wire">{sizeWords(bytes)}</Fact>
      <Fact title="refresh, median">{medianWords(recent)}</Fact>
    </dl>
  )
}

const NEXT: Readonly<Record<TermFacts['state'], string>> = {
  idle: 'next probe in',
  backoff: 'next attempt in',
  probing: 'at work',
  downloading: 'at work',
  decoding: 'at work',
  storing: 'at work',
  down: 'has ended',
}

const Fact = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{title}</dt>
    <dd>{children}</dd>
  </div>
)
