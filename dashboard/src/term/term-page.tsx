/** All that is known of one term: what readers get, what its machine does, and why. @module */

import { useEffect, useState } from 'preact/hooks'
import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import type { TermPage as TermPageFacts } from '../../../src/serve/api/term-page.ts'
import { Nothing } from '../parts/nothing.tsx'
import { ReadsLine } from '../parts/reads-line.tsx'
import { StatePill } from '../parts/state-pill.tsx'
import { now } from '../store/clock.ts'
import { takeAtOnce } from '../store/connection.ts'
import { OVERVIEW_LINK } from '../store/route.ts'
import { factsOf } from '../store/tree.ts'
import { Actions } from './actions.tsx'
import { Details } from './details.tsx'
import { FactStrip } from './fact-strip.tsx'
import { followPage } from './page-facts.ts'
import { Place } from './place.tsx'

export function TermPage({ name }: { readonly name: string }) {
  const facts = factsOf(name)
  useEffect(takeAtOnce, [])
  if (facts === undefined) {
    return (
      <Nothing
        icon="none"
        title={`No term ${name}`}
        words="This tree has none of that name, or has it no longer."
      >
        <a href={OVERVIEW_LINK}>All terms</a>
      </Nothing>
    )
  }
  return <Known facts={facts} />
}

function Known({ facts }: { readonly facts: TermFacts }) {
  const { name } = facts
  const [page, setPage] = useState<TermPageFacts | undefined>(undefined)
  useEffect(() => followPage(name, setPage), [name])
  return (
    <>
      <Place facts={facts} />
      <section class="term-head">
        <div class="grow">
          <h1>
            <span>
              {facts.group === '' ? null : <span class="group">{facts.group}/</span>}
              {facts.name}
            </span>
            <StatePill state={facts.state} />
          </h1>
          <ReadsLine facts={facts} now={now.value} big />
        </div>
        <Actions facts={facts} />
      </section>
      <FactStrip facts={facts} now={now.value} />
      {page === undefined ? null : <Details facts={facts} page={page} />}
    </>
  )
}
