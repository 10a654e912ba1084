/** Those who listen to a term: any number, each fenced from the others. @module */

import { fenced } from '../fence.ts'
import type { Snapshot } from '../store/cell.ts'

export type Listener<V> = (snapshot: Snapshot<V>) => unknown

/** Ends a subscription; more than once is harmless. */
export interface Unsubscribe {
  (): void
  [Symbol.dispose](): void
}

export interface ChangesOptions {
  /** Ends the iteration. */
  readonly signal?: AbortSignal | undefined
  /**
   * Begin with the value that is held already.
   *
   * @defaultValue false
   */
  readonly replay?: boolean | undefined
}

export interface Listeners<V> {
  subscribe(listener: Listener<V>): Unsubscribe
  changes(options?: ChangesOptions): AsyncIterableIterator<Snapshot<V>>
  /** Tells all of a new value. */
  tell(snapshot: Snapshot<V>): void
  /** Ends every iteration. */
  end(): void
}

/** No listeners yet. `current` is what a replay begins with; `failed` hears what a listener throws. */
export function listeners<V>(
  current: () => Snapshot<V> | undefined,
  failed: (error: unknown) => void,
): Listeners<V> {
  const all = new Set<Listener<V>>()
  const endings = new Set<() => void>()

  function subscribe(listener: Listener<V>): Unsubscribe {
    // A function of its own, so that the same listener may subscribe twice.
    const entry: Listener<V> = (snapshot) => listener(snapshot)
    all.add(entry)
    const unsubscribe = () => void all.delete(entry)
    return Object.assign(unsubscribe, { [Symbol.dispose]: unsubscribe })
  }

  return {
    subscribe,
    changes: ({ signal, replay = false } = {}) =>
      latest(subscribe, endings, replay ? current() : undefined, signal),
    tell(snapshot) {
      // A copy: one that subscribes while the others are told hears of the next value.
      for (const listener of [...all]) {
        if (all.has(listener)) fenced(() => listener(snapshot), failed)
      }
    },
    end() {
      for (const end of endings) end()
    },
  }
}

/** Yields the newest snapshot; a slow reader skips what it missed. */
function latest<V>(
  subscribe: (listener: Listener<V>) => Unsubscribe,
  endings: Set<() => void>,
  first: Snapshot<V> | undefined,
  signal: AbortSignal | undefined,
): AsyncIterableIterator<Snapshot<V>> {
  type Turn = (result: IteratorResult<Snapshot<V>, undefined>) => void
  const over = { value: undefined, done: true } as const
  const waiting: Turn[] = []
  let next = first
  let ended = false

  const unsubscribe = subscribe((snapshot) => {
    const turn = waiting.shift()
    if (turn === undefined) next = snapshot
    else turn({ value: snapshot, done: false })
  })
  function end() {
    ended = true
    next = undefined
    unsubscribe()
    endings.delete(end)
    signal?.removeEventListener('abort', end)
    for (const turn of waiting.splice(0)) turn(over)
  }
  endings.add(end)
  signal?.addEventListener('abort', end, { once: true })
  if (signal?.aborted) end()

  return {
    async next() {
      if (ended) return over
      if (next === undefined) return new Promise((resolve) => waiting.push(resolve))
      const value = next
      next = undefined
      return { value, done: false }
    },
    async return() {
      end()
      return over
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
