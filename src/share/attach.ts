/** Attaches to a term of another thread, which is then read like a variable of this one. @module */

import { isMainThread } from 'node:worker_threads'
import { checkName } from '../base/checks.ts'
import { TermError } from '../base/errors.ts'
import { timers } from '../base/patience.ts'
import { cell } from '../store/cell.ts'
import type { Live } from '../store/live.ts'
import type { Snapshot } from '../store/snapshot.ts'
import { following } from '../term/following.ts'
import { type ChangesOptions, type Listener, listeners, type Unsubscribe } from '../term/listeners.ts'
import { called, checkReady, endWaits, type ReadyOptions, type Waiting } from '../term/wait.ts'
import { joinLine, type Line } from './incoming.ts'
import type { Lack } from './protocol.ts'
import { asShareable } from './shareable.ts'

/** A handle that reads a term which another thread keeps fresh. */
export interface SharedTerm<V> extends Disposable {
  readonly name: string
  /**
   * Returns the value. It costs what reading a variable costs.
   *
   * @throws TermError `ERR_TERM_NOT_LOADED` before the first one; `ERR_TERM_EXPIRED` from when its owner withholds it
   */
  get(): V
  /** Returns the value; `undefined` where `get()` throws. */
  peek(): V | undefined
  /**
   * Returns the value with its version and times, all from one moment.
   *
   * @throws TermError as `get()`
   */
  snapshot(): Snapshot<V>
  /**
   * Resolves with the value as soon as there is one. It always settles.
   *
   * @throws TermError `ERR_TERM_TIMEOUT`, or `ERR_TERM_EXPIRED` where one is withheld; `ERR_TERM_ABORTED`; `ERR_TERM_STOPPED` when the handle is detached, or the term
   * has ended without a value
   */
  ready(options?: ReadyOptions): Promise<V>
  /**
   * Calls the listener for each new value, after it is published here; a thread that is busy gets the latest. What the
   * listener throws is told to the observers of the term's own tree.
   */
  subscribe(listener: Listener<V>): Unsubscribe
  /**
   * Iterates over the new values from now on; a slow reader gets the latest. The iteration ends after the last value when
   * the term is stopped or removed, when it is no longer shared, and when the handle is detached. Whoever waits for the
   * next value, as `for await` does, keeps the thread alive.
   */
  changes(options?: ChangesOptions): AsyncIterableIterator<Snapshot<V>>
  /** Stops following the term; the last value stays readable. A second call is harmless. */
  detach(): void
}

const REASONS: Readonly<Record<Lack | 'stopped', string>> = {
  unshared: '; nobody shares it with this thread',
  stopped: '; it is stopped',
  empty: '; its term holds no value yet',
  refused: "; its value can't be cloned into this thread",
}

/**
 * Reads a term that another thread shares with this one by `shareWith`, before this call or after it. Reading doesn't
 * keep the thread alive; waiting for `ready`, or for the next of `changes`, does.
 *
 * @throws TypeError in the main thread, with which nobody can share
 * @example
 * ```ts
 * const prices = attach<PriceTable>('prices')
 * await prices.ready()
 * prices.get().EUR
 * ```
 */
export function attach<V>(name: string): SharedTerm<V> {
  const of = `attach "${checkName('attach', 'name', name)}"`
  if (isMainThread) throw new TypeError(`${of}: expected to be called in a worker thread`)
  const why = (live: Live<unknown> | undefined) => {
    if (isDetached) return '; it is detached'
    return live !== undefined && line.lack === undefined ? '' : REASONS[line.lack ?? 'empty']
  }
  const held = cell<V>({ name }, undefined, { why })
  const waiting: Waiting = new Set()
  let isDetached = false
  const failed = (error: unknown) => line.report(error)
  const told = listeners<V>(held, failed)
  const over = () =>
    new TermError('ERR_TERM_STOPPED', `[${name}] is ${isDetached ? 'detached' : 'stopped'}`, { term: name })
  const disappoint = () => {
    for (const done of waiting) done(over())
  }

  const line: Line = joinLine(name, {
    take(live, isNew) {
      held.hold(live as Live<V>, isNew)
      endWaits(held, waiting)
      if (isNew) told.tell()
    },
    pause() {
      told.end()
      told.begin()
    },
    end() {
      told.end()
      disappoint()
    },
    begin: () => told.begin(),
  })
  const late = () => ({ code: held.live() && ('ERR_TERM_EXPIRED' as const), why: why(held.live()) })

  function detach(): void {
    if (isDetached) return
    isDetached = true
    line.leave()
    told.end()
    disappoint()
  }

  const handle: SharedTerm<V> = {
    name,
    get: held.get,
    peek: () => (held.isReadable() ? held.get() : undefined),
    snapshot: () => held.snapshot(),
    async ready(options) {
      const wait = checkReady(of, options)
      if (!held.isReadable()) {
        if (isDetached || line.lack === 'stopped') throw over()
        await called({ term: name, waiting, clock: timers, late }, wait)
      }
      return held.get()
    },
    ...following(of, told),
    detach,
    [Symbol.dispose]: detach,
  }
  return Object.freeze(asShareable(handle, { cell: held, listeners: told, failed }))
}
