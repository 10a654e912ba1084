/** A variable: where the value rests. Everything that readers see is swapped by one reference. @module */

import { TermError } from '../errors.ts'

/** Where a value came from. */
export type Origin = 'remote' | 'initial'

/** A value with all that is known of it, from one moment; frozen. */
export interface Snapshot<V> {
  readonly value: V
  /** The origin's name for it, or else its digest; `undefined` for the `initial` value. */
  readonly version: string | undefined
  /** When this value was published; `undefined` for the `initial` value. */
  readonly updatedAt: Date | undefined
  /** When the origin last confirmed it, by sending it or by saying that there is nothing newer. */
  readonly checkedAt: Date | undefined
  readonly origin: Origin
  /** Not confirmed for longer than `maxStale`. */
  readonly stale: boolean
  /** Its size in bytes as it came over the wire; `undefined` for the `initial` value. */
  readonly bytes: number | undefined
}

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
  publish(publication: Publication<V>): void
  /** The origin has nothing newer. */
  confirm(at: number): void
  markStale(): void
  /** Takes a snapshot from elsewhere as it is. */
  hold(snapshot: Snapshot<V>): void
  /** Calls back after each change; it must not throw. Ends by calling what is returned. */
  watch(watcher: () => void): () => void
}

/** An empty cell, or one that holds an initial value. `why`: what a message adds while there is none. */
export function cell<V>(name: string, initial?: { readonly value: V }, why = () => ''): Cell<V> {
  let current: Snapshot<V> | undefined
  // Most cells are never watched, and there may be thousands of them.
  let watchers: Set<() => void> | undefined
  const set = (next: Snapshot<V>) => {
    current = Object.freeze(next)
    if (watchers !== undefined) for (const watcher of watchers) watcher()
  }
  const missing = () =>
    new TermError('ERR_TERM_NOT_LOADED', `[${name}] holds no value yet${why()}`, { term: name })

  if (initial !== undefined) {
    const unknown = { version: undefined, updatedAt: undefined, checkedAt: undefined, bytes: undefined }
    set({ value: initial.value, ...unknown, origin: 'initial', stale: false })
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
    publish({ value, version, bytes, at }) {
      const now = new Date(at)
      set({ value, version, updatedAt: now, checkedAt: now, origin: 'remote', stale: false, bytes })
    },
    confirm(at) {
      if (current?.origin === 'remote') set({ ...current, checkedAt: new Date(at), stale: false })
    },
    markStale() {
      if (current !== undefined) set({ ...current, stale: true })
    },
    hold: set,
    watch(watcher) {
      watchers ??= new Set()
      const all = watchers.add(watcher)
      return () => void all.delete(watcher)
    },
  }
}
