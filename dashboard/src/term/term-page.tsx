/** All that is known of one term. @module */

import { StatePill } from '../parts/state-pill.tsx'
import { TermName } from '../parts/term-name.tsx'
import { factsOf } from '../store/tree.ts'

export function TermPage({ name }: { readonly name: string }) {
  const facts = factsOf(name)
  if (facts === undefined) return <p>There is no term {name}.</p>
  return (
    <h1>
      <TermName group={facts.group} name={facts.name} /> <StatePill state={facts.state} />
    </h1>
  )
}
