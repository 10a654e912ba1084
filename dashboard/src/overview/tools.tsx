/** What is shown, and how: conditions with their counts, a search, cards or rows. @module */

import { useComputed } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../parts/icon.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { chosenView, filter, sought, type View, view } from '../store/choices.ts'
import { terms } from '../store/tree.ts'
import { countsOf, FILTERS, type FilterId } from '../words/filters.ts'
import type { IconName } from '../words/icons.ts'

const SIGNS: Readonly<Record<Exclude<FilterId, 'all'>, IconName>> = {
  affected: 'stale',
  backoff: 'backoff',
  work: 'downloading',
  fallback: 'fallback',
  pinned: 'pinned',
  quarantined: 'quarantined',
  down: 'down',
}

export function Tools() {
  return (
    <div class="tools">
      <FilterChips />
      <span class="grow" />
      <Search />
      <Views />
    </div>
  )
}

function FilterChips() {
  const counts = useComputed(() => countsOf(terms.value)).value
  return (
    <fieldset class="chips" aria-label="Filter">
      {FILTERS.map(({ id, words }) => (
        <button
          key={id}
          type="button"
          class={counts[id] > 0 ? 'chip' : 'chip zero'}
          aria-pressed={filter.value === id}
          onClick={() => {
            filter.value = id
          }}
        >
          {id === 'all' ? null : <Icon name={SIGNS[id]} class={id === 'affected' ? 'bad' : undefined} />}
          {words} <b style={{ minWidth: `${String(counts.all).length}ch` }}>{counts[id]}</b>
        </button>
      ))}
    </fieldset>
  )
}

function Search() {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const find = (event: KeyboardEvent): void => {
      const { target, key } = event
      if (key !== '/' || event.ctrlKey || event.metaKey || target instanceof HTMLInputElement) return
      event.preventDefault()
      field.current?.focus()
    }
    addEventListener('keydown', find)
    return () => removeEventListener('keydown', find)
  }, [])
  const seek = (text: string): void => {
    sought.value = text
  }
  return <SearchBox label="Find a term" hotkey="/" field={field} value={sought.value} onInput={seek} />
}

const VIEWS: readonly View[] = ['cards', 'table']

const Views = () => (
  <fieldset class="segments" aria-label="View">
    {VIEWS.map((name) => (
      <button
        key={name}
        type="button"
        aria-pressed={view.value === name}
        onClick={() => {
          chosenView.value = name
        }}
      >
        <Icon name={name} />
        {name}
      </button>
    ))}
  </fieldset>
)
