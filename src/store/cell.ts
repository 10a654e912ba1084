/** The variable that a value rests in: everything that readers see is swapped by one reference. @module */

import { TermError } from '../base/errors.ts'
import { initialEdition } from './edition.ts'
import { type Live, liveOf, shownOf } from './live.ts'
import type { Snapshot } from './snapshot.ts'

export interface Cell<V> {
  /** @throws TermError `ERR_TERM_NOT_LOADED` while there is no value */
  get(): V
  /** @throws TermError `ERR_TERM_NOT_LOADED` while there is no value */
  snapshot(): Snapshot<V>
  /** The snapshot, if there is one. */
  current(): Snapshot<V> | undefined
  /** The live edition, if there is one. */
  live(): Live<V> | undefined
  /** How many editions have been live. This, and not their times, tells one from the next. */
  publications(): number
  /** Swaps the reference. `isNew` means that another edition is live, and not only news of the same one. */
  hold(live: Live<V>, isNew: boolean): void
  /** Calls the watcher, which must not throw, after each swap. The function that is returned ends that. */
  watch(watcher: () => void): () => void
}

/** Makes a cell, which is empty or holds an initial value. `why` is what a message adds while there is no value. */
export function cell<V>(name: string, initial?: { readonly value: V }, why = () => ''): Cell<V> {
  let live: Live<V> | undefined
  // The value of what is live, set in the same step: a reader then reads one variable.
  let value = initial?.value
  let publications = 0
  // Most cells are never watched, and there may be thousands of them.
  let watchers: Set<() => void> | undefined

  const missing = () =>
    new TermError('ERR_TERM_NOT_LOADED', `[${name}] holds no value yet${why()}`, { term: name })
  if (initial !== undefined) {
    live = liveOf(initialEdition(initial.value), undefined)
    publications = 1
  }

  return {
    get() {
      if (live === undefined) throw missing()
      return value as V
    },
    snapshot() {
      if (live === undefined) throw missing()
      return shownOf(live)
    },
    current: () => live && shownOf(live),
    live: () => live,
    publications: () => publications,
    hold(next, isNew) {
      live = next
      value = next.edition.value
      if (isNew) publications++
      if (watchers !== undefined) for (const watcher of watchers) watcher()
    },
    watch(watcher) {
      watchers ??= new Set()
      const all = watchers.add(watcher)
      return () => void all.delete(watcher)
    },
  }
}
