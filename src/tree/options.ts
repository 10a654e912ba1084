/** The options of supervisors: their documentation, defaults and checks. @module */

import type { InspectionEvent } from 'xstate'
import type { Intensity, RestartType, Strategy } from '../../machines/index.ts'
import { checkCount, checkFunction, checkOneOf, checkRecord } from '../base/checks.ts'
import { type Clock, systemClock } from '../base/clock.ts'
import type { Duration } from '../base/duration.ts'
import { durationOrClamp } from '../base/duration-checks.ts'
import { fairDice, timeBy } from '../base/reliable-numbers.ts'
import { unexpected } from '../base/unexpected.ts'
import { type ResolvedWorkers, resolveWorkers, type WorkersOptions } from '../decode/workers/index.ts'
import type { Observer } from '../events/observer.ts'
import { checkKeepsake, type KeepsakeFolder, type ResolvedKeepsake } from '../term/keepsake-folder.ts'

export interface StrategyOptions {
  /**
   * Who is started again when one child ends.
   *
   * @defaultValue `'one-for-one'`
   */
  readonly strategy?: Strategy | undefined
  /**
   * How many restarts may happen within a sliding period before the supervisor gives up.
   *
   * @defaultValue `{ restarts: 1, within: '5s' }`, as in OTP
   */
  readonly intensity?: { readonly restarts: number; readonly within: Duration } | undefined
}

export interface GroupOptions extends StrategyOptions {
  /**
   * Whether the group is started again after it ended; `transient` means only after it gave up, `temporary` never.
   *
   * @defaultValue `'permanent'`
   */
  readonly restart?: RestartType | undefined
  /**
   * How long the group may take to stop; `null` means as long as its children need.
   *
   * @defaultValue `null`
   */
  readonly shutdown?: Duration | null | undefined
}

/** An inspector of XState, which sees each event and snapshot of the machines, but never a payload. */
export type Inspect = ((event: InspectionEvent) => void) | { next?(event: InspectionEvent): void }

export interface SuperviseOptions extends StrategyOptions {
  /**
   * The observers of the tree: each hears what happens, behind a fence of its own.
   *
   * @defaultValue nobody; then the first failure of a term without a value, of a listener, and of a keepsake, is told in
   * one line on stderr. With `[]` not even that
   */
  readonly observers?: readonly Observer[] | undefined
  /** An inspector, which sees each event and snapshot of the machines: a function, or what `statelyInspector` returns. */
  readonly inspect?: Inspect | undefined
  /**
   * What the root does after more restarts than its intensity allows: it cools down and starts its tree again, or it
   * stops for good. Either way the values stay readable.
   *
   * @defaultValue `'cool-down'`
   */
  readonly onGiveUp?: 'cool-down' | 'stop' | undefined
  /**
   * How long the root waits before it starts its tree again.
   *
   * @defaultValue `'30s'`
   */
  readonly coolDown?: Duration | undefined
  /**
   * How many terms may ask their origins and download at once, 16 of them one origin; decoding counts
   * no longer. The others wait for their turn, those first whom somebody waits for. The deadline of an attempt begins
   * after that wait. After each second in which nobody ended, one more may begin, so that terms whose code waits for one
   * another don't stand still.
   *
   * @defaultValue `32`
   */
  readonly downloads?: number | undefined
  /** The threads that decode large payloads. */
  readonly workers?: WorkersOptions | undefined
  /**
   * Keeps the last values of all terms on disk as they came, so that a restart serves them at once, also while their origins
   * are down. A term's own `keepsake` wins.
   *
   * @defaultValue nothing is kept
   */
  readonly keepsake?: KeepsakeFolder | undefined
  /** The clock, for tests. */
  readonly clock?: Clock | undefined
  /** Rolls the dice for jitter, any number in [0, 1); for tests. */
  readonly random?: (() => number) | undefined
}

export interface ResolvedStrategy {
  readonly strategy: Strategy
  readonly intensity: Intensity
}
export interface ResolvedGroupOptions extends ResolvedStrategy {
  readonly restart: RestartType
  readonly shutdownMs: number | null
}
export interface ResolvedSupervise extends ResolvedStrategy {
  readonly observers: readonly Observer[]
  /** Whether the user has said who hears, even if it is nobody. */
  readonly isHeard: boolean
  readonly inspect: ((event: InspectionEvent) => void) | undefined
  readonly coolDownMs: number | null
  readonly downloads: number
  readonly workers: ResolvedWorkers
  readonly keepsake: ResolvedKeepsake | undefined
  readonly clock: Clock
  readonly random: () => number
}

const STRATEGY_KEYS = ['strategy', 'intensity'] as const
/** The names of all options of a group. */
export const GROUP_OPTIONS = [
  ...STRATEGY_KEYS,
  'restart',
  'shutdown',
] as const satisfies readonly (keyof GroupOptions)[]
const RESTARTS = ['permanent', 'transient', 'temporary'] as const

function strategyOf(of: string, { strategy = 'one-for-one', intensity }: StrategyOptions): ResolvedStrategy {
  const { restarts = 1, within = '5s' } = intensity ?? {}
  if (intensity !== undefined) checkRecord(of, 'intensity', intensity, ['restarts', 'within'])
  if (!Number.isSafeInteger(restarts) || restarts < 0) {
    throw unexpected(of, 'intensity.restarts', 'a whole number, at least 0', restarts)
  }
  return {
    strategy: checkOneOf(of, 'strategy', strategy, ['one-for-one', 'one-for-all', 'rest-for-one']),
    intensity: { restarts, within: durationOrClamp(of, 'intensity.within', within) },
  }
}

/** @throws TypeError that names the option and the value seen */
export function resolveGroup(options: GroupOptions): ResolvedGroupOptions {
  checkRecord('group', 'options', options, GROUP_OPTIONS)
  const { restart = 'permanent', shutdown = null } = options
  return {
    ...strategyOf('group', options),
    restart: checkOneOf('group', 'restart', restart, RESTARTS),
    shutdownMs: shutdown === null ? null : durationOrClamp('group', 'shutdown', shutdown),
  }
}

/** @throws TypeError that names the option and the value seen */
export function resolveSupervise(options: SuperviseOptions): ResolvedSupervise {
  const keys = [
    ...STRATEGY_KEYS,
    'observers',
    'inspect',
    'onGiveUp',
    'coolDown',
    'downloads',
    'workers',
    'keepsake',
    'clock',
    'random',
  ] satisfies (keyof SuperviseOptions)[]
  const of = 'supervise'
  checkRecord(of, 'options', options, keys)
  const { observers = [], onGiveUp = 'cool-down', coolDown = '30s', clock = systemClock } = options
  const coolDownMs = durationOrClamp(of, 'coolDown', coolDown)
  return {
    ...strategyOf(of, options),
    observers: checkObservers(of, observers),
    isHeard: options.observers !== undefined,
    inspect: inspectOf(of, options.inspect),
    coolDownMs: checkOneOf(of, 'onGiveUp', onGiveUp, ['cool-down', 'stop']) === 'stop' ? null : coolDownMs,
    downloads: checkCount(of, 'downloads', options.downloads ?? 32),
    workers: resolveWorkers(of, options.workers),
    keepsake: options.keepsake === undefined ? undefined : checkKeepsake(of, options.keepsake),
    clock: clock === systemClock ? clock : checkClock(of, clock),
    random: fairDice(checkFunction<() => number>(of, 'random', options.random) ?? Math.random),
  }
}

/** Checks the clock, and binds its functions to it. */
function checkClock(of: string, clock: Clock): Clock {
  checkRecord(of, 'clock', clock)
  for (const key of ['now', 'monotonic', 'setTimeout', 'clearTimeout'] as const) {
    if (typeof clock[key] !== 'function') throw unexpected(of, `clock.${key}`, 'a function', clock[key])
  }
  return {
    now: timeBy(() => clock.now(), systemClock.now),
    monotonic: timeBy(() => clock.monotonic(), systemClock.monotonic),
    setTimeout: (callback, ms) => clock.setTimeout(callback, ms),
    clearTimeout: (timer) => clock.clearTimeout(timer),
    isReal: clock.isReal,
  }
}

function checkObservers(of: string, observers: readonly Observer[]): readonly Observer[] {
  if (!Array.isArray(observers))
    throw unexpected(of, 'observers', 'an array', observers, observerHint(observers) ?? 'as `[log()]`')
  return observers.map((observer, index) => checkObserver(of, `observers[${index}]`, observer))
}

/** @throws TypeError that names what is no observer */
export function checkObserver(of: string, name: string, observer: Observer): Observer {
  if (typeof observer?.hear === 'function') return observer
  throw unexpected(of, name, 'an object with a `hear` function', observer, observerHint(observer))
}

// The functions that make observers: one that was not called is a mistake.
const MAKERS: ReadonlySet<string> = new Set(['channels', 'log', 'otel'])

function observerHint(value: unknown): string | undefined {
  if (typeof value === 'function' && MAKERS.has(value.name)) return `call it, as \`${value.name}()\``
  if (typeof value === 'function') return 'a function goes in as `[{ hear(event) { ... } }]`'
  const { info, child, then } = Object(value) as Record<'info' | 'child' | 'then', unknown>
  if (typeof then === 'function') return 'await it first'
  const isLogger = typeof info === 'function' && typeof child === 'function'
  return isLogger ? '`log(logger)` of everterm/pino makes an observer of a logger' : undefined
}

function inspectOf(of: string, inspect: Inspect | undefined): ResolvedSupervise['inspect'] {
  if (inspect === undefined || typeof inspect === 'function') return inspect
  if (typeof inspect?.next === 'function') return (event) => inspect.next?.(event)
  throw unexpected(
    of,
    'inspect',
    'a function or an object with a `next` function',
    inspect,
    observerHint(inspect),
  )
}
