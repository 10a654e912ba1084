/** A mark for each term, by group: many terms at a glance. @module */

import { useComputed } from '@preact/signals'
import { termLink } from '../store/route.ts'
import { factsOf, names, processFacts, terms } from '../store/tree.ts'
import { kindOf } from '../words/kinds.ts'
import { affectsReaders } from '../words/reads.ts'

/** The names of the terms of each group, in the order of the tree. */
function groupsOf(): readonly (readonly [group: string, names: readonly string[]])[] {
  const groups = new Map<string, string[]>()
  for (const { group, name } of terms.peek()) {
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [name])
    else members.push(name)
  }
  return [...groups]
}

/** It says nothing that the table below doesn't say, so it is out of the way of keys and of those who listen. */
export function Mosaic() {
  names.value
  return (
    <div class="mosaic" aria-hidden="true">
      {groupsOf().map(([group, members]) => (
        <div key={group}>
          {group === '' ? processFacts.value?.name : group} {members.length}
          <p>
            {members.map((name) => (
              <Cell key={name} name={name} />
            ))}
          </p>
        </div>
      ))}
    </div>
  )
}

/** The class alone is bound: a change of state writes one attribute, and no component runs. */
function Cell({ name }: { readonly name: string }) {
  const look = useComputed(() => {
    const facts = factsOf(name)
    if (facts === undefined) return ''
    return affectsReaders(facts) ? 'is-bad' : kindOf(facts.state)
  })
  // biome-ignore lint/a11y/useAnchorContent: it is hidden from those who listen, who have the links of the table
  return <a class={look} href={termLink(name)} tabIndex={-1} title={name} />
}
