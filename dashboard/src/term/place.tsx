/** Where a term stands in its tree, and who stands beside it. @module */

import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { OVERVIEW_LINK, termLink } from '../store/route.ts'
import { names, supervisor } from '../store/tree.ts'
import { supervisorOf } from './above.tsx'

export function Place({ facts: { name } }: { readonly facts: TermFacts }) {
  const all = names.value
  const at = all.indexOf(name)
  const root = supervisor.value
  const above = root === undefined ? undefined : supervisorOf(root, name)
  return (
    <nav class="place" aria-label="Place">
      <a href={OVERVIEW_LINK}>all terms</a>
      <span aria-hidden="true">/</span>
      <span>{above === undefined ? '' : `${above.name}, ${above.strategy}`}</span>
      <span class="grow" />
      {all.length > 1 ? (
        <>
          <a href={termLink(all.at(at - 1) ?? name)}>previous</a>
          <a href={termLink(all[(at + 1) % all.length] ?? name)}>next</a>
        </>
      ) : null}
    </nav>
  )
}
