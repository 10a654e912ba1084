/** Tells those who listen to a term: any number, each behind a fence of its own. @module */

import { atHome } from '../base/async-context.ts'
import { fenced } from '../base/fenced.ts'
import { hold } from '../base/keep-alive.ts'
import { withMethods } from '../base/with-methods.ts'
import type { Snapshot } from '../store/snapshot.ts'

export type Listener<V> = (snapshot: Snapshot<V>) => unknown

/** Ends a subscription; a second call is harmless. */
export interface Unsubscribe {
  (): void
  [Symbol.dispose](): void
}

export interface ChangesOptions {
  /** Ends the iteration. */
  readonly signal?: AbortSignal | undefined
  /**
   * Whether to begin with the value that is held already.
   *
   * @defaultValue false
   */
  readonly replay?: boolean | undefined
}

export interface Listeners<V> {
  subscribe(listener: Listener<V>): Unsubscribe
  changes(options?: ChangesOptions): AsyncIterableIterator<Snapshot<V>>
  /** Tells all listeners of the new value. */
  tell(): void
  /** Ends every iteration, now and from now on, after what has been told. */
  end(): void
  /** Lets iterations begin again: there will be values. */
  begin(): void
  isOver(): boolean
  /**
   * Calls the watcher, which must not throw, when iterations end or begin again. The function that is returned ends that.
   */
  watch(watcher: () => void): () => void
}

/** Knows what listeners are told. */
interface Source<V> {
  current(): Snapshot<V> | undefined
}

/**
 * The lists behind them. Most terms are listened to by nobody and shared with no thread, and there may be thousands of
 * them, so their methods are functions that all share.
 */
interface Audience<V> extends Listeners<V> {
  readonly source: Source<V>
  readonly failed: (error: unknown, value: V) => void
  all: Set<Listener<V>> | undefined
  endings: Set<() => void> | undefined
  watchers: Set<() => void> | undefined
  hasEnded: boolean
}

/**
 * Makes a list of listeners, which is empty at first. The source says what they are told; `failed` hears what a listener
 * throws, and of which value.
 */
export function listeners<V>(source: Source<V>, failed: (error: unknown, value: V) => void): Listeners<V> {
  const fields = {
    source,
    failed,
    all: undefined,
    endings: undefined,
    watchers: undefined,
    hasEnded: false,
  }
  const audience: Audience<V> = withMethods(fields, METHODS)
  return audience
}

const METHODS = { subscribe, changes, tell, end, begin, isOver, watch }

function subscribe<V>(this: Audience<V>, listener: Listener<V>): Unsubscribe {
  // Each subscription has a function of its own, so that the same listener may subscribe twice. It runs in the async
  // context of whoever subscribed.
  const entry: Listener<V> = atHome((snapshot) => listener(snapshot))
  this.all ??= new Set()
  const others = this.all.add(entry)
  const unsubscribe = () => void others.delete(entry)
  return Object.assign(unsubscribe, { [Symbol.dispose]: unsubscribe })
}

function changes<V>(
  this: Audience<V>,
  { signal, replay = false }: ChangesOptions = {},
): AsyncIterableIterator<Snapshot<V>> {
  this.endings ??= new Set()
  const first = replay ? this.source.current() : undefined
  const iteration = latest<V>((listener) => this.subscribe(listener), this.endings, first, signal)
  if (this.hasEnded) iteration.end()
  return iteration.iterator
}

function tell<V>(this: Audience<V>): void {
  const { all, source, failed } = this
  if (all === undefined) return
  const snapshot = source.current()
  if (snapshot === undefined) return
  // The list is copied: a listener that subscribes while the others are told hears of the next value.
  for (const listener of [...all]) {
    if (!all.has(listener)) continue
    fenced(
      () => listener(snapshot),
      (error) => failed(error, snapshot.value),
    )
  }
}

function turn<V>(audience: Audience<V>, over: boolean): void {
  audience.hasEnded = over
  if (audience.watchers !== undefined) for (const watcher of audience.watchers) watcher()
}

function end<V>(this: Audience<V>): void {
  turn(this, true)
  const last = [...(this.endings ?? [])]
  // A value that is published as the term stops is told in a microtask of its own, which comes first.
  if (last.length > 0) queueMicrotask(() => last.forEach((end) => void end()))
}

function begin<V>(this: Audience<V>): void {
  turn(this, false)
}

function isOver<V>(this: Audience<V>): boolean {
  return this.hasEnded
}

function watch<V>(this: Audience<V>, watcher: () => void): () => void {
  this.watchers ??= new Set()
  const all = this.watchers.add(watcher)
  return () => void all.delete(watcher)
}

interface Iteration<V> {
  readonly iterator: AsyncIterableIterator<Snapshot<V>>
  /** Ends the iteration: no more values come, but one that waits to be read still is read. */
  end(): void
}

/** Iterates over the newest snapshots; a slow reader skips what it missed. Waiting for the next one holds the process. */
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

  // This comes before all else: a signal of the user's own making may throw, and then nothing must be left behind.
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
  /** Leaves the iteration, of which no more is wanted. */
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
