/** Those who listen to a term: any number, each fenced from the others. @module */

import { atHome } from '../base/async-context.ts'
import { fenced } from '../base/fenced.ts'
import { hold } from '../base/keep-alive.ts'
import type { Snapshot } from '../store/snapshot.ts'

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
  /** Tells all of the value that is new. */
  tell(): void
  /** Ends every iteration, now and from now on, after what has been told. */
  end(): void
  /** There will be values again. */
  begin(): void
  isOver(): boolean
  /** Calls back when they end or begin; it must not throw. Ends by calling what is returned. */
  watch(watcher: () => void): () => void
}

/** No listeners yet. `current` is what they are told; `failed` hears what a listener throws, and of which value. */
export function listeners<V>(
  current: () => Snapshot<V> | undefined,
  failed: (error: unknown, value: V) => void,
): Listeners<V> {
  // Most terms are listened to by nobody and shared with no thread, and there may be thousands of them.
  let all: Set<Listener<V>> | undefined
  let endings: Set<() => void> | undefined
  let watchers: Set<() => void> | undefined
  let isOver = false

  function turn(over: boolean): void {
    isOver = over
    if (watchers !== undefined) for (const watcher of watchers) watcher()
  }
  function subscribe(listener: Listener<V>): Unsubscribe {
    // A function of its own, so that the same listener may subscribe twice; in the async context of who subscribes.
    const entry: Listener<V> = atHome((snapshot) => listener(snapshot))
    all ??= new Set()
    const others = all.add(entry)
    const unsubscribe = () => void others.delete(entry)
    return Object.assign(unsubscribe, { [Symbol.dispose]: unsubscribe })
  }

  return {
    subscribe,
    changes({ signal, replay = false } = {}) {
      endings ??= new Set()
      const iteration = latest(subscribe, endings, replay ? current() : undefined, signal)
      if (isOver) iteration.end()
      return iteration.iterator
    },
    tell() {
      if (all === undefined) return
      const snapshot = current()
      if (snapshot === undefined) return
      // A copy: one that subscribes while the others are told hears of the next value.
      for (const listener of [...all]) {
        if (!all.has(listener)) continue
        fenced(
          () => listener(snapshot),
          (error) => failed(error, snapshot.value),
        )
      }
    },
    end() {
      turn(true)
      const last = [...(endings ?? [])]
      // A value that is published as the term stops is told in a microtask of its own, which comes first.
      if (last.length > 0) queueMicrotask(() => last.forEach((end) => void end()))
    },
    begin: () => turn(false),
    isOver: () => isOver,
    watch(watcher) {
      watchers ??= new Set()
      const all = watchers.add(watcher)
      return () => void all.delete(watcher)
    },
  }
}

interface Iteration<V> {
  readonly iterator: AsyncIterableIterator<Snapshot<V>>
  /** No more values come; the one that waits to be read still is. */
  end(): void
}

/** Yields the newest snapshot; a slow reader skips what it missed. One that waits for the next holds the process. */
function latest<V>(
  subscribe: (listener: Listener<V>) => Unsubscribe,
  endings: Set<() => void>,
  first: Snapshot<V> | undefined,
  signal: AbortSignal | undefined,
): Iteration<V> {
  type Turn = (result: IteratorResult<Snapshot<V>, undefined>) => void
  const over = { value: undefined, done: true } as const
  const waiting: Turn[] = []
  let next = first
  let ended = false

  // Before all else: a signal of the user's own making may throw, and then nothing must be left behind.
  signal?.addEventListener('abort', leave, { once: true })
  const unsubscribe = subscribe((snapshot) => {
    const turn = waiting.shift()
    if (turn === undefined) next = snapshot
    else turn({ value: snapshot, done: false })
  })
  function end() {
    ended = true
    unsubscribe()
    endings.delete(end)
    signal?.removeEventListener('abort', leave)
    for (const turn of waiting.splice(0)) turn(over)
  }
  /** Whoever iterates wants no more. */
  function leave() {
    next = undefined
    end()
  }
  function turn() {
    const letGo = hold()
    return new Promise<IteratorResult<Snapshot<V>, undefined>>((resolve) =>
      waiting.push((result) => {
        letGo()
        resolve(result)
      }),
    )
  }
  endings.add(end)
  if (signal?.aborted) leave()

  const iterator: AsyncIterableIterator<Snapshot<V>> = {
    async next() {
      const value = next
      next = undefined
      if (value !== undefined) return { value, done: false }
      return ended ? over : turn()
    },
    async return() {
      leave()
      return over
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
  return { iterator, end }
}
