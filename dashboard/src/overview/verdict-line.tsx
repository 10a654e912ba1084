/** The verdict, with links to those terms that readers notice. @module */

import { useComputed } from '@preact/signals'
import { Fragment } from 'preact'
import { Icon } from '../parts/icon.tsx'
import { termLink } from '../store/route.ts'
import { factsOf, health, terms } from '../store/tree.ts'
import { pathOf } from '../words/filters.ts'
import { verdictOf } from '../words/verdict.ts'

const SIGNS = { calm: 'current', affected: 'stale', empty: 'idle' } as const

export function VerdictLine() {
  const { tone, title, affected, rest } = useComputed(() => verdictOf(terms.value, health.value)).value
  return (
    <section class={`verdict ${tone}`}>
      <Icon name={SIGNS[tone]} />
      <div>
        <h1 aria-live="polite">{title}</h1>
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
