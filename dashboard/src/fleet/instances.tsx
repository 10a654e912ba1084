/** All instances, as rows of which only those in view are written. @module */

import { signal } from '@preact/signals'
import type { FleetFacts } from '../../../src/serve/api/fleet-facts.ts'
import { SearchBox } from '../parts/search-box.tsx'
import {
  foundRows,
  INSTANCE_FILTERS,
  type InstanceFilter,
  type InstanceRow,
  rowsOf,
} from '../words/fleet-instances.ts'
import { InstanceTable } from './instance-table.tsx'

const chosen = signal<InstanceFilter>('all')
const wanted = signal('')
/** The term that is shown, where there are several. */
const chosenTerm = signal<string | undefined>(undefined)

export function Instances({ facts, now }: { readonly facts: FleetFacts; readonly now: number }) {
  const { terms, own } = facts
  const term = terms.find(({ name }) => name === chosenTerm.value) ?? terms[0]
  if (term === undefined) return null
  const rows = rowsOf(facts, term.name)
  const found = foundRows(rows, chosen.value, wanted.value)
  return (
    <section class="panel instances" aria-label="Instances">
      <header>
        <h2>Instances</h2>
        {terms.length > 1 ? (
          <select
            aria-label="Term"
            value={term.name}
            onChange={({ currentTarget }) => {
              chosenTerm.value = currentTarget.value
            }}
          >
            {terms.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        ) : null}
        <span class="grow" />
        <Filters rows={rows} />
        <SearchBox
          label="Find an instance"
          value={wanted.value}
          onInput={(text) => {
            wanted.value = text
          }}
        />
      </header>
      <InstanceTable rows={found} facts={term} own={own} now={now} />
    </section>
  )
}

const Filters = ({ rows }: { readonly rows: readonly InstanceRow[] }) => (
  <fieldset class="chips" aria-label="Filter instances">
    {INSTANCE_FILTERS.map(({ id, words, passes }) => {
      const count = rows.filter(passes).length
      return (
        <button
          key={id}
          type="button"
          class={count > 0 ? 'chip' : 'chip zero'}
          aria-pressed={chosen.value === id}
          onClick={() => {
            chosen.value = id
          }}
        >
          {words} <b>{count}</b>
        </button>
      )
    })}
  </fieldset>
)
