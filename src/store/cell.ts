/** A variable: where the value rests. Everything that readers see is swapped by one reference. @module */

import { TermError } from '../base/errors.ts'
import { type Facts, factsOf, type Snapshot, snapshotOf } from './snapshot.ts'

export type { Origin, Snapshot } from './snapshot.ts'

export interface Publication<V> {
  readonly value: V
  readonly version: string
  readonly bytes: number
  /** Epoch ms. */
  readonly at: number
}

export interface Cell<V> {
  /** @throws TermError `ERR_TERM_NOT_LOADED` while there is none */
  get(): V
  peek(): V | undefined
  /** @throws TermError `ERR_TERM_NOT_LOADED` while there is none */
  snapshot(): Snapshot<V>
  /** The snapshot, if there is one. */
  current(): Snapshot<V> | undefined
  /** How many values there were: by this, and not by its times, one is told from the next. */
  publications(): number
  publish(publication: Publication<V>): void
  /** The origin has nothing newer. */
  confirm(at: number): void
  markStale(): void
  /** Takes a snapshot from elsewhere as it is; `isNew`: with another value, and not only news of the one that is held. */
  hold(snapshot: Snapshot<V>, isNew: boolean): void
  /** Calls back after each change; it must not throw. Ends by calling what is returned. */
  watch(watcher: () => void): () => void
}

/** An empty cell, or one that holds an initial value. `why`: what a message adds while there is none. */
export function cell<V>(name: string, initial?: { readonly value: V }, why = () => ''): Cell<V> {
  let current: Snapshot<V> | undefined
  let publications = 0
  // Most cells are never watched, and there may be thousands of them.
  let watchers: Set<() => void> | undefined
  const hold = (next: Snapshot<V>, isNew: boolean) => {
    current = next
    if (isNew) publications++
    if (watchers !== undefined) for (const watcher of watchers) watcher()
  }
  const publish = (facts: Facts<V>) => hold(snapshotOf(facts), true)
  const note = (facts: Facts<V>) => hold(snapshotOf(facts), false)
  const missing = () =>
    new TermError('ERR_TERM_NOT_LOADED', `[${name}] holds no value yet${why()}`, { term: name })

  if (initial !== undefined) {
    const unknown = { version: undefined, updatedAt: undefined, confirmedAt: undefined, bytes: undefined }
    publish({ value: initial.value, ...unknown, origin: 'initial', stale: false })
  }

  return {
    get() {
      if (current === undefined) throw missing()
      return current.value
    },
    peek: () => current?.value,
    snapshot() {
      if (current === undefined) throw missing()
      return current
    },
    current: () => current,
    publications: () => publications,
    publish({ value, version, bytes, at }) {
      publish({ value, version, updatedAt: at, confirmedAt: at, origin: 'remote', stale: false, bytes })
    },
    confirm(at) {
      if (current?.origin === 'remote') note({ ...factsOf(current), confirmedAt: at, stale: false })
    },
    markStale() {
      if (current !== undefined) note({ ...factsOf(current), stale: true })
    },
    hold,
    watch(watcher) {
      watchers ??= new Set()
      const all = watchers.add(watcher)
      return () => void all.delete(watcher)
    },
  }
}
