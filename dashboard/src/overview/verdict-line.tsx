/** The verdict, with links to those terms that readers notice. @module */

import { type ReadonlySignal, useComputed } from '@preact/signals'
import { Fragment } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../parts/icon.tsx'
import { termLink } from '../store/route.ts'
import { seldom } from '../store/seldom.ts'
import { factsOf, health, terms } from '../store/tree.ts'
import { pathOf } from '../words/filters.ts'
import { verdictOf } from '../words/verdict.ts'

const SIGNS = { calm: 'current', affected: 'stale', empty: 'idle' } as const

export function VerdictLine() {
  const verdict = useComputed(() => verdictOf(terms.value, health.value))
  const { tone, title, affected, rest } = verdict.value
  return (
    <section class={`verdict ${tone}`}>
      <Icon name={SIGNS[tone]} />
      <div>
        <h1>{title}</h1>
        <Announced title={useComputed(() => verdict.value.title)} />
        <p>
          {affected.map(({ name, complaint }, index) => (
            <Fragment key={name}>
              {index > 0 ? '; ' : ''}
              <a href={termLink(name)}>{pathOf(factsOf(name) ?? { group: '', name })}</a> {complaint}
            </Fragment>
          ))}
          {rest}
        </p>
      </div>
    </section>
  )
}

/** Whoever has the page read aloud hears no more than that. */
const ANNOUNCED_MS = 10_000

function Announced({ title }: { readonly title: ReadonlySignal<string> }) {
  const [said] = useState(() => seldom(title, ANNOUNCED_MS))
  useEffect(() => said.stop, [said])
  return (
    <span class="unseen" aria-live="polite">
      {said.value}
    </span>
  )
}
