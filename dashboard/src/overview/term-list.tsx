/** The terms that were asked for, in the order of the tree: they never move by themselves. @module */

import { Nothing } from '../parts/nothing.tsx'
import { showAll, shown, view } from '../store/choices.ts'
import { names } from '../store/tree.ts'
import { TermCard } from './term-card.tsx'
import { TermTable } from './term-table.tsx'

const EXAMPLE = `const tree = await supervise({ prices })
await tree.add('geoip', geoip)`

/** About as many as a screen shows; the others are written when they come into view. */
const EARLY = 24

export function TermList() {
  const all = names.value.length
  if (all === 0) {
    return (
      <Nothing
        icon="storing"
        title="Nothing is supervised"
        words="A term appears here as soon as the tree has one."
      >
        <pre>{EXAMPLE}</pre>
      </Nothing>
    )
  }
  if (shown.value.length === 0) {
    return (
      <Nothing
        icon="find"
        title="No term matches"
        words={`${all === 1 ? '1 term is' : `${all} terms are`} hidden by the filter.`}
      >
        <button type="button" class="chip" onClick={showAll}>
          Show all
        </button>
      </Nothing>
    )
  }
  if (view.value === 'table') return <TermTable names={shown.value} early={EARLY} />
  return (
    <div class="cards">
      {shown.value.map((name, index) => (
        <TermCard key={name} name={name} early={index < EARLY} />
      ))}
    </div>
  )
}
