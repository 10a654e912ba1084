/** The variable that a value rests in: everything that readers see is swapped by one reference. @module */

import { TermError } from '../base/errors.ts'
import { initialEdition } from './edition.ts'
import { type Live, liveOf, shownOf } from './live.ts'
import type { Snapshot } from './snapshot.ts'

export interface Cell<V> {
  /** @throws TermError `ERR_TERM_NOT_LOADED` while there is no value, `ERR_TERM_EXPIRED` while it is withheld */
  get(): V
  /** @throws TermError `ERR_TERM_NOT_LOADED` while there is no value, `ERR_TERM_EXPIRED` while it is withheld */
  snapshot(): Snapshot<V>
  /** The snapshot, if readers get one. */
  current(): Snapshot<V> | undefined
  /** The live edition, if there is one, though it may be withheld. */
  live(): Live<V> | undefined
  /** Whether readers get a value. */
  isReadable(): boolean
  /** How many editions have been live. This, and not their times, tells one from the next. */
  publications(): number
  /** Swaps the reference. `isNew` means that another edition is live, and not only news of the same one. */
  hold(live: Live<V>, isNew: boolean): void
  /** Calls the function before each reading, until there is none: nobody else looks whether the value has expired. */
  lookFirst(look: (() => void) | undefined): void
  /** Calls the watcher, which must not throw, after each swap. The function that is returned ends that. */
  watch(watcher: () => void): () => void
}

/** Makes a cell, which is empty or holds an initial value. `why` is what a message adds while readers get none. */
export function cell<V>(
  term: { readonly name: string },
  initial?: { readonly value: V },
  why: (live: Live<V> | undefined) => string = () => '',
): Cell<V> {
  let live: Live<V> | undefined
  // The value of what is live, set in the same step: a reader then reads one variable.
  let value = initial?.value
  // Whether that is all there is to do.
  let isOpen = initial !== undefined
  let look: (() => void) | undefined
  let publications = 0
  // Most cells are never watched, and there may be thousands of them.
  let watchers: Set<() => void> | undefined

  if (initial !== undefined) {
    live = liveOf(initialEdition(initial.value), undefined)
    publications = 1
  }
  const open = () => {
    isOpen = look === undefined && live !== undefined && live.standing !== 'withheld'
  }
  function isReadable(): boolean {
    look?.()
    return live !== undefined && live.standing !== 'withheld'
  }
  function read(): Live<V> {
    if (live !== undefined && isReadable()) return live
    const [code, what] =
      live === undefined
        ? (['ERR_TERM_NOT_LOADED', 'holds no value yet'] as const)
        : (['ERR_TERM_EXPIRED', 'the value has expired'] as const)
    throw new TermError(code, `[${term.name}] ${what}${why(live)}`, { term: term.name })
  }

  return {
    get: () => (isOpen ? (value as V) : read().edition.value),
    snapshot: () => shownOf(read()),
    current: () => (live !== undefined && isReadable() ? shownOf(live) : undefined),
    live: () => live,
    isReadable,
    publications: () => publications,
    hold(next, isNew) {
      live = next
      value = next.edition.value
      open()
      if (isNew) publications++
      if (watchers !== undefined) for (const watcher of watchers) watcher()
    },
    lookFirst(first) {
      look = first
      open()
    },
    watch(watcher) {
      watchers ??= new Set()
      const all = watchers.add(watcher)
      return () => void all.delete(watcher)
    },
  }
}
