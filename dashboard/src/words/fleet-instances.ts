/** The instances of a fleet as rows: what each says of one term, and by what rows are found. @module */

import type { FleetFacts, InstanceFacts, InstanceTermFacts } from '../../../src/serve/api/fleet-facts.ts'

/** An instance, with what it says of the term that is shown. */
export interface InstanceRow {
  readonly facts: InstanceFacts
  readonly of: InstanceTermFacts
}

export type InstanceFilter = 'all' | 'behind' | 'failing' | 'pinned' | 'stewards'

export const INSTANCE_FILTERS: readonly {
  readonly id: InstanceFilter
  readonly words: string
  readonly passes: (row: InstanceRow) => boolean
}[] = [
  { id: 'all', words: 'all', passes: () => true },
  { id: 'behind', words: 'behind', passes: ({ of }) => of.behind === true },
  { id: 'failing', words: 'failing', passes: ({ of }) => of.error !== undefined || of.vote === 'fail' },
  { id: 'pinned', words: 'pinned alone', passes: ({ of }) => of.pinned !== undefined },
  { id: 'stewards', words: 'stewards', passes: ({ facts }) => facts.steward },
]

/** Those that have the term, in the order of their names. */
export const rowsOf = ({ instances }: Pick<FleetFacts, 'instances'>, term: string): readonly InstanceRow[] =>
  instances.flatMap((facts) => {
    const of = facts.terms.find(({ name }) => name === term)
    return of === undefined ? [] : [{ facts, of }]
  })

/** Those that pass, and have the text in their name, host, zone, version or error. */
export function foundRows(
  rows: readonly InstanceRow[],
  filter: InstanceFilter,
  text: string,
): readonly InstanceRow[] {
  const passes = INSTANCE_FILTERS.find(({ id }) => id === filter)?.passes ?? (() => true)
  const wanted = text.trim().toLowerCase()
  return rows.filter((row) => passes(row) && (wanted === '' || spokenOf(row).includes(wanted)))
}

const spokenOf = ({ facts: { instance, host, zone }, of: { seq, error } }: InstanceRow): string =>
  [instance, host, zone, seq, error].join(' ').toLowerCase()

/** What is special about it, in a word. */
export function saidWords({ error, vote, behind, pinned }: InstanceTermFacts): string {
  if (error !== undefined) return error
  if (pinned !== undefined) return `pinned to ${pinned}`
  if (vote === 'fail') return 'refused it'
  if (vote === 'trying' || vote === 'ready') return vote
  return behind === true ? 'behind' : vote === 'ok' ? 'well' : ''
}
