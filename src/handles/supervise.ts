/** Starts a tree, which keeps terms alive and fresh, and gives the user a handle of it. @module */

import { checkName, checkRecord } from '../base/checks.ts'
import type { Duration } from '../base/duration.ts'
import { durationOrClamp } from '../base/duration-checks.ts'
import { TermError, type TermErrorCode, type TermErrorOptions } from '../base/errors.ts'
import type { Observer } from '../events/observer.ts'
import type { Keeper } from '../term/keeper.ts'
import type { Unsubscribe } from '../term/listeners.ts'
import { loadedAtStart } from '../term/ready.ts'
import {
  type Child,
  type Children,
  checkChild,
  checkChildren,
  checkObserver,
  type Health,
  plant,
  resolveSupervise,
  type SuperviseOptions,
  termsOf,
} from '../tree/index.ts'
import type { RemoteTerm } from './term-handle.ts'

export interface StopOptions {
  /**
   * How long the tree waits for what is running before it ends it by force.
   *
   * @defaultValue `'10s'`
   */
  readonly timeout?: Duration | undefined
}

/**
 * A tree that runs until it is stopped: `process.once('SIGTERM', () => tree.stop())`. Such a handler has to close
 * whatever else holds the process, too, such as a server, since Node then ends nothing by itself. `await using` is for
 * scripts and tests; at the top of a service's module it would stop the tree as soon as the module has run.
 */
export interface Supervision extends AsyncDisposable {
  health(): Health
  /** The term of this name, also one of a group, or one that was added; `undefined` if there is none. */
  term(name: string): RemoteTerm<unknown> | undefined
  /**
   * Lets an observer in that joins while the tree runs: its `watch` is called at once, and it hears what happens from now
   * on. The function that this returns lets it go.
   *
   * @throws TypeError for what is no observer
   */
  observe(observer: Observer): Unsubscribe
  /**
   * Adds a child after the others, and waits for it as its start policy says.
   *
   * @throws TypeError when the name is taken or the term is supervised already
   * @throws TermError as `supervise`, when a required value doesn't come: then the child is removed again
   */
  add(name: string, child: Child): Promise<void>
  /**
   * Stops a child and forgets it; its last value stays readable. Its names are free at once, the child itself when it has
   * ended. Resolves when the child has stopped, or was ended by its `shutdown` bound, and its fetchers are closed, for
   * which they have 10 s, and 10 s more for an `init` that still runs; at once if there is no such child. Until then it holds the process.
   */
  remove(name: string): Promise<void>
  /**
   * Stops all children, in reverse order. The values stay readable. A second call is harmless; the shortest `timeout`
   * counts.
   */
  stop(options?: StopOptions): Promise<void>
}

/**
 * Starts terms and groups in the order in which they are named. Resolves when every term has what its start policy asks
 * for: by default a value.
 *
 * @throws TypeError that names the option or child
 * @throws TermError when a required value doesn't come in time, or a failure is `hopeless`: then all is stopped again. If
 * one term failed, the error has its `code`, `status` and `stage`; if several did, `ERR_TERM_START`. Its `cause` is an
 * `AggregateError` of the reasons.
 */
export async function supervise(children: Children, options: SuperviseOptions = {}): Promise<Supervision> {
  const { tree, started } = beginSupervision(children, options)
  await started
  return tree
}

/** A tree from its first moment. */
export interface BegunSupervision {
  readonly tree: Supervision
  /** Settles as `supervise` does; the tree is stopped when it fails. */
  readonly started: Promise<void>
}

/** Starts a tree as `supervise` does, for those who have to hold it while it still waits for its terms. */
export function beginSupervision(children: Children, options: SuperviseOptions = {}): BegunSupervision {
  const family = checkChildren('supervise', children)
  const tree = plant(family, resolveSupervise(options))
  const stop = (options: StopOptions = {}) => {
    checkRecord('stop', 'options', options, ['timeout'] satisfies (keyof StopOptions)[])
    const { timeout = '10s' } = options
    const timeoutMs = durationOrClamp('stop', 'timeout', timeout)
    return tree.stop(timeoutMs)
  }

  const waiting = started('the tree', [...termsOf(family)]).then(
    // What was there once counts as started, whatever is added later.
    () => void tree.health(),
    async (error: unknown) => {
      await stop()
      throw error
    },
  )
  const supervision: Supervision = Object.freeze({
    health: tree.health,
    term: (name: string) => tree.term(name) as RemoteTerm<unknown> | undefined,
    observe(observer: Observer) {
      const leave = tree.observe(checkObserver('observe', 'observer', observer))
      return Object.assign(leave, { [Symbol.dispose]: leave })
    },
    async add(name: string, child: Child) {
      if (tree.hasEnded()) throw new TermError('ERR_TERM_STOPPED', 'the tree is stopped')
      const added = checkChild('supervise', checkName('supervise', 'add', name), child)
      const takeBack = tree.add(name, added)
      await started(`"${name}"`, [...termsOf(new Map([[name, added]]))]).catch(async (error: unknown) => {
        await takeBack()
        throw error
      })
    },
    remove: (name: string) => tree.remove(name),
    stop: async (options?: StopOptions) => stop(options),
    [Symbol.asyncDispose]: () => stop(),
  })
  return { tree: supervision, started: waiting }
}

/** Waits for each term as its start policy says, and no longer once one has failed for good. */
async function started(what: string, keepers: readonly Keeper[]): Promise<void> {
  const failures = new Map<Keeper, TermError>()
  const waits = keepers.map(async (keeper) => {
    const { policy, withinMs } = keeper.options.start
    if (policy === 'background') return
    await loadedAtStart(keeper, { timeoutMs: withinMs }).catch((failure: TermError) => {
      if (policy === 'wait') return
      failures.set(keeper, failure)
      if (failure.hopeless) throw failure
    })
  })
  await Promise.all(waits).catch(() => {})
  const reasons = keepers.flatMap((keeper) =>
    waitsInVain(keeper, failures) ? [] : (failures.get(keeper) ?? []),
  )
  if (reasons.length > 0) throw startError(what, reasons)
}

/** Does a derived term only lack what one of the others has failed to bring? */
const waitsInVain = ({ derivation }: Keeper, failures: ReadonlyMap<Keeper, TermError>): boolean =>
  derivation?.parents.some((parent) => failures.has(parent)) === true

/** The error of a start. If one term failed, its own code, status and stage stand at the top. */
function startError(what: string, reasons: readonly TermError[]): TermError {
  const messages = reasons.map(({ message }) => message).join('; ')
  const [first, ...others] = reasons.map(rootOf)
  const { code, term, stage, status, retryAfterMs, hopeless } =
    first !== undefined && others.length === 0 ? first : START
  return new TermError(code, `${what} did not start: ${messages}`, {
    term,
    stage,
    status,
    retryAfterMs,
    hopeless,
    cause: new AggregateError(reasons),
  })
}

/** Finds what failed first: the cause of a wait in vain is a failure, and that of a quarantine is what was refused. */
const rootOf = (error: TermError): TermError =>
  error.cause instanceof TermError ? rootOf(error.cause) : error

const START: TermErrorOptions & { readonly code: TermErrorCode } = { code: 'ERR_TERM_START' }
