/** What a reader of the overview has chosen. It outlives a visit to another page, and shows no one else. @module */

import { computed, signal } from '@preact/signals'
import { type FilterId, foundAmong } from '../words/filters.ts'
import { names, terms } from './tree.ts'

export type View = 'cards' | 'table'

/** With more terms than these, rows say more than cards. */
const MANY = 40

export const filter = signal<FilterId>('all')
export const sought = signal('')
/** `undefined` until somebody has chosen. */
export const chosenView = signal<View | undefined>(undefined)

/** The term under the pointer in the tree, whose card answers. */
export const pointedAt = signal<string | undefined>(undefined)

export const view = computed<View>(() => chosenView.value ?? (names.value.length > MANY ? 'table' : 'cards'))

let last: readonly string[] = []

/** The names of those terms that are shown: the same array for as long as they are the same. */
export const shown = computed<readonly string[]>(() => {
  const found = foundAmong(terms.value, filter.value, sought.value)
  if (found.length !== last.length || found.some((name, index) => name !== last[index])) last = found
  return last
})

export function showAll(): void {
  filter.value = 'all'
  sought.value = ''
}
