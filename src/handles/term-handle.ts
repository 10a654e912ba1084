/** The handle of a term, whatever makes its values: what users hold in their hands. @module */

import type { Worker } from 'node:worker_threads'
import { TermError } from '../base/errors.ts'
import { asShareable, shareWith, type Unshare } from '../share/index.ts'
import { cameFromOrigin } from '../store/live.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Refreshed } from '../term/awaited-refresh.ts'
import { lately } from '../term/cooldown.ts'
import { following } from '../term/following.ts'
import { type GoingBack, goingBack } from '../term/going-back.ts'
import { held, type Keeper, stoppedError } from '../term/keeper.ts'
import type { ChangesOptions, Listener, Unsubscribe } from '../term/listeners.ts'
import { loaded } from '../term/ready.ts'
import { statusOf, type TermStatus } from '../term/status.ts'
import { checkReady, type ReadyOptions } from '../term/wait.ts'
import { asChild, type Child, type SuperviseOptions } from '../tree/index.ts'
import { lateMethods } from './late-methods.ts'
import { type Supervision, supervise } from './supervise.ts'

/** The handle of a term: a constant of a module, which any other may import. */
export interface RemoteTerm<V> extends Child, GoingBack {
  readonly kind: 'term'
  readonly name: string
  /**
   * Returns the value. It costs what reading a variable costs.
   *
   * @throws TermError `ERR_TERM_NOT_LOADED` before the first one; with `onExpired: 'withhold'` `ERR_TERM_EXPIRED`
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
  status(): TermStatus
  /**
   * Resolves with the value as soon as there is one to read. It always settles, and holds the process until then.
   *
   * @throws TermError `ERR_TERM_TIMEOUT`, or `ERR_TERM_EXPIRED` where one is withheld; `ERR_TERM_ABORTED`;
   * `ERR_TERM_STOPPED`, at once if the term has ended without a value
   */
  ready(options?: ReadyOptions): Promise<V>
  /**
   * Asks the origin now, or joins the attempt that runs, also the first one of a start; all who ask at once share one. What the
   * origin has had since that began may come with the next one. A backoff is cut short.
   *
   * Resolves at the end of the attempt: with `'updated'` if another value is live than when it began, else with `'unchanged'`.
   *
   * @throws TermError why the attempt failed; the last good value stays. `ERR_TERM_NOT_STARTED`, `ERR_TERM_STOPPED`
   */
  refresh(): Promise<Refreshed>
  /**
   * Calls the listener for each new value, after it is published. What the listener throws is told as `listener.failed`
   * and changes nothing.
   */
  subscribe(listener: Listener<V>): Unsubscribe
  /**
   * Iterates over the new values from now on; a slow reader gets the latest. The iteration ends after the last value when
   * the term is stopped or removed. A term that has ended gives nothing, or with `replay` the value that is held. Whoever
   * waits for the next value, as `for await` does, holds the process.
   */
  changes(options?: ChangesOptions): AsyncIterableIterator<Snapshot<V>>
  /**
   * Lets a worker thread read the term by `attach` of `everterm/worker`. It is the same as that subpath's
   * `shareWith(worker, { [name]: term })`.
   *
   * @throws TypeError for what is no worker, or when the term is shared with it already
   */
  shareWith(worker: Worker): Unshare
  /** Starts the term alone, under a supervisor of one. */
  start(options?: SuperviseOptions): Promise<Supervision>
}

/** What a handle is made of. */
interface Making {
  /** What messages call the term by. */
  readonly of: string
  readonly kept: Keeper
  readonly handle: Pick<RemoteTerm<unknown>, 'kind' | 'get'>
}

/** What most terms of thousands are never asked for. */
type Seldom = Omit<RemoteTerm<unknown>, 'kind' | 'name' | 'get' | 'peek' | 'snapshot'>

const withSeldom = lateMethods<Making, Seldom>(
  {
    status: true,
    ready: true,
    refresh: true,
    subscribe: true,
    changes: true,
    history: true,
    pin: true,
    unpin: true,
    rollback: true,
    diff: true,
    release: true,
    accept: true,
    shareWith: true,
    start: true,
  },
  ({ of, kept, handle }) => ({
    status: () => statusOf(kept),
    async ready(options) {
      await loaded(kept, checkReady(of, options))
      return handle.get()
    },
    refresh() {
      const { link } = kept
      if (link === undefined) return kept.refreshes.refuse(notRunning(kept))
      const { awaited } = kept.refreshes
      const known = awaited ? undefined : lately(kept)
      if (known !== undefined) return known
      const refreshed = kept.refreshes.join()
      // One call is enough for all who wait, and an inspector that refreshes at each event must not call itself for ever.
      if (!awaited) link.refresh()
      kept.turn?.hurry()
      return refreshed
    },
    ...following(of, kept.listeners),
    ...goingBack(of, kept),
    shareWith: (worker) => shareWith(worker, { [kept.options.name]: handle as RemoteTerm<unknown> }),
    start: (superviseOptions) => supervise({ [kept.options.name]: handle }, superviseOptions),
  }),
)

/** Makes the handle of a term. `of` is what messages call the term by. */
export function termHandle(of: string, kept: Keeper): RemoteTerm<unknown> {
  const { cell, options } = kept
  const { get: userGet } = options

  const get =
    userGet === undefined
      ? cell.get
      : () => (cameFromOrigin(cell.live()) && cell.isReadable() ? userGet() : cell.get())

  const reading = {
    kind: 'term' as const,
    name: options.name,
    get,
    peek: () => (cell.isReadable() ? get() : undefined),
    snapshot() {
      held(kept)
      return cell.snapshot()
    },
  }
  const handle = withSeldom(reading, { of, kept, handle: reading })

  // A derived term may get its name later; only such a handle has to look.
  if (kept.derivation?.isNamed === false)
    Object.defineProperty(handle, 'name', { enumerable: true, get: () => options.name })
  return asChild(asShareable(handle, kept), { kind: 'term', keeper: kept })
}

function notRunning(keeper: Keeper): TermError {
  const { name: term } = keeper.options
  return keeper.hasEnded
    ? stoppedError(keeper)
    : new TermError('ERR_TERM_NOT_STARTED', `[${term}] is not supervised yet: give it to \`supervise\``, {
        term,
      })
}
