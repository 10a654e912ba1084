/** The conditions by which terms are counted and found. @module */

import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { kindOf } from './kinds.ts'
import { affectsReaders } from './reads.ts'

export interface Filter {
  readonly id: FilterId
  readonly words: string
  readonly passes: (facts: TermFacts) => boolean
}

export type FilterId =
  | 'all'
  | 'affected'
  | 'backoff'
  | 'work'
  | 'fallback'
  | 'pinned'
  | 'quarantined'
  | 'down'

export const FILTERS: readonly Filter[] = [
  { id: 'all', words: 'all', passes: () => true },
  { id: 'affected', words: 'readers affected', passes: affectsReaders },
  { id: 'backoff', words: 'backoff', passes: ({ state }) => state === 'backoff' },
  { id: 'work', words: 'at work', passes: ({ state }) => kindOf(state) === 'work' },
  { id: 'fallback', words: 'fallback', passes: ({ source }) => source?.fallback === true },
  { id: 'pinned', words: 'pinned', passes: ({ pinned }) => pinned !== undefined },
  { id: 'quarantined', words: 'quarantined', passes: ({ quarantined }) => quarantined > 0 },
  { id: 'down', words: 'down', passes: ({ state }) => state === 'down' },
]

export function countsOf(terms: readonly TermFacts[]): Readonly<Record<FilterId, number>> {
  const entries = FILTERS.map(({ id, passes }) => [id, terms.filter(passes).length] as const)
  return Object.fromEntries(entries) as Record<FilterId, number>
}

/** `lists/spam` for a term of a group. */
export const pathOf = ({ group, name }: Pick<TermFacts, 'group' | 'name'>): string =>
  group === '' ? name : `${group}/${name}`

/** The names of those terms that pass, in the order of the tree. */
export function foundAmong(terms: readonly TermFacts[], filter: FilterId, text: string): readonly string[] {
  const passes = FILTERS.find(({ id }) => id === filter)?.passes ?? (() => true)
  const wanted = text.trim().toLowerCase()
  return terms
    .filter((facts) => passes(facts) && pathOf(facts).toLowerCase().includes(wanted))
    .map(({ name }) => name)
}
