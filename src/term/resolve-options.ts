/** Fills in every default of a term's options, and checks what the user says. @module */

import type { RestartType, TermPolicy } from '../../machines/index.ts'
import {
  checkCount,
  checkFlag,
  checkFunction,
  checkJudge,
  checkName,
  checkOneOf,
  checkRecord,
} from '../base/checks.ts'
import { durationOrClamp, durationOrRefuse, warnOfSeconds } from '../base/duration-checks.ts'
import { LONGEST_PIECE } from '../base/longest-piece.ts'
import { unexpected } from '../base/unexpected.ts'
import { isMaker } from '../decode/decoder.ts'
import type { InflateLimits } from '../decode/decompress.ts'
import { checkFetcher } from '../fetch/contract/fetcher-option.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import type { GateOptions } from '../gate/index.ts'
import { checkKeepsake, type ResolvedKeepsake } from './keepsake-folder.ts'
import type { CommonOptions, Limits, Retry, StartPolicy, TermScope } from './options.ts'
import { judgesOf } from './resolve-judges.ts'

const MiB = 2 ** 20
const MOST_EARLIER = 100

/** A term's options with every default filled in; the house depends on this, not on what the user wrote. */
export interface ResolvedTerm extends GateOptions {
  readonly name: string
  readonly fetcher: Fetcher
  /** The name of the fetcher, as it was when the term was defined. */
  readonly source: string
  /** The origin that it asks, by which terms are counted. */
  readonly origin: string
  readonly policy: TermPolicy
  readonly limits: InflateLimits & { readonly maxBytes: number; readonly deadlineMs: number }
  readonly start: { readonly policy: 'require' | 'wait' | 'background'; readonly withinMs: number }
  readonly autoDecompress: boolean | 'br'
  readonly maxStaleMs: number | null
  readonly maxAgeMs: number | null
  /** Whether readers don't get a value that has expired. */
  readonly withholds: boolean
  readonly staleIsUnready: boolean
  /** `undefined`: that of the tree. */
  readonly keepsake: ResolvedKeepsake | false | undefined
  readonly cooldownMs: number | null
  /** How many earlier editions are kept. */
  readonly history: number
  readonly restart: RestartType
  readonly shutdownMs: number
  readonly setup: ((scope: TermScope) => unknown) | undefined
  readonly deserialize: ((bytes: Uint8Array, scope: TermScope) => unknown) | undefined
  readonly put: ((value: unknown, scope: TermScope) => unknown) | undefined
  readonly get: (() => unknown) | undefined
  readonly initial: { readonly value: unknown } | undefined
}

/** Anything that the overloads of `remoteTerm` let through. */
export type AnyTermOptions = CommonOptions & {
  readonly [key in 'deserialize' | 'schema' | 'validate' | 'guards' | 'put' | 'get' | 'initial']?: unknown
}

/** The names of all options of a term. */
export const TERM_OPTIONS: readonly string[] = [
  'name',
  'fetcher',
  'refreshInterval',
  'lazyInit',
  'start',
  'autoDecompress',
  'setup',
  'deserialize',
  'sha256',
  'verify',
  'schema',
  'validate',
  'guards',
  'put',
  'get',
  'initial',
  'limits',
  'retry',
  'maxStale',
  'maxAge',
  'onExpired',
  'staleIsUnready',
  'quarantine',
  'keepsake',
  'cooldown',
  'history',
  'restart',
  'shutdown',
] satisfies (keyof AnyTermOptions)[]

// The durations that people count in seconds or more.
const LONG = ['refreshInterval', 'maxStale', 'maxAge', 'quarantine', 'cooldown'] as const

/** @throws TypeError that names the option and the value seen */
export function resolveTerm(options: AnyTermOptions): ResolvedTerm {
  checkRecord('remoteTerm', 'options', options)
  const name = checkName('remoteTerm', 'name', options.name)
  const of = `remoteTerm "${name}"`
  checkRecord(of, 'options', options, TERM_OPTIONS)
  return resolved(of, name, options)
}

/** Does the same for the options of `of`, of which it is known that there are no others. */
export function resolved(of: string, name: string, options: AnyTermOptions): ResolvedTerm {
  if ((options.put === undefined) !== (options.get === undefined)) {
    const [there, missing] = options.put === undefined ? ['get', 'put'] : ['put', 'get']
    throw unexpected(
      of,
      missing,
      `a function, as \`${there}\` is one: they come as a pair`,
      options[missing as 'get'],
    )
  }
  for (const option of LONG) warnOfSeconds(of, option, options[option])
  const fetcher = checkFetcher(of, options.fetcher)
  const { limits, cooldown = null, restart = 'permanent', shutdown = '5s' } = options
  return {
    name,
    fetcher,
    source: fetcher.name,
    origin: fetcher.origin ?? fetcher.name,
    policy: policyOf(of, options),
    limits: limitsOf(of, limits),
    start: startOf(of, options),
    autoDecompress: compressionOf(of, options.autoDecompress),
    ...agesOf(of, options),
    staleIsUnready: checkFlag(of, 'staleIsUnready', options.staleIsUnready),
    keepsake: keepsakeIn(of, options.keepsake),
    cooldownMs: cooldown === null ? null : durationOrRefuse(of, 'cooldown', cooldown),
    history: historyOf(of, options),
    restart: checkOneOf(of, 'restart', restart, ['permanent', 'transient', 'temporary']),
    shutdownMs: durationOrClamp(of, 'shutdown', shutdown),
    setup: checkFunction(of, 'setup', options.setup),
    deserialize: checkDeserialize(of, options.deserialize),
    ...judgesOf(of, options),
    put: checkFunction(of, 'put', options.put),
    get: checkFunction(of, 'get', options.get),
    initial: options.initial === undefined ? undefined : { value: options.initial },
  }
}

const keepsakeIn = (of: string, keepsake: unknown): ResolvedTerm['keepsake'] =>
  keepsake === undefined || keepsake === false ? keepsake : checkKeepsake(of, keepsake)

function checkDeserialize(of: string, value: unknown): ResolvedTerm['deserialize'] {
  if (!isMaker(value)) return checkJudge(of, 'deserialize', value)
  throw unexpected(
    of,
    'deserialize',
    'a function of bytes',
    value,
    `call it, as \`${(value as { name: string }).name}()\``,
  )
}

function historyOf(of: string, { history = 0, put }: AnyTermOptions): number {
  if (history === 0) return 0
  if (put !== undefined) throw unexpected(of, 'history', '0 with `put`, since you keep the value', history)
  if (checkCount(of, 'history', history) <= MOST_EARLIER) return history
  throw unexpected(of, 'history', `at most ${MOST_EARLIER}`, history)
}

function compressionOf(of: string, auto: unknown = true): boolean | 'br' {
  if (typeof auto === 'boolean' || auto === 'br') return auto
  throw unexpected(of, 'autoDecompress', "a boolean or 'br'", auto)
}

/** How failures are retried. */
type Retrying = Pick<TermPolicy, 'backoff' | 'maxFailures'>

function policyOf(of: string, { refreshInterval, retry }: AnyTermOptions): TermPolicy {
  const { backoff, maxFailures } = retryingOf(of, retry)
  return {
    interval:
      refreshInterval === null ? null : durationOrClamp(of, 'refreshInterval', refreshInterval ?? '1m'),
    isDefaultInterval: refreshInterval === undefined,
    backoff,
    maxFailures,
  }
}

function retryingOf(of: string, retry: Retry | undefined): Retrying {
  if (retry === undefined) return RETRYING
  checkRecord(of, 'retry', retry, ['base', 'cap', 'maxFailures'] satisfies (keyof Retry)[])
  const { maxFailures = Number.POSITIVE_INFINITY } = retry
  const base = durationOrClamp(of, 'retry.base', retry.base === undefined ? '1s' : retry.base)
  const cap = durationOrClamp(of, 'retry.cap', retry.cap === undefined ? Math.max(60_000, base) : retry.cap)
  if (cap < base) throw unexpected(of, 'retry.cap', `at least \`retry.base\` (${base} ms)`, retry.cap)
  return {
    backoff: { base, cap },
    maxFailures:
      maxFailures === Number.POSITIVE_INFINITY
        ? maxFailures
        : checkCount(of, 'retry.maxFailures', maxFailures),
  }
}

/** How old a value may become. */
function agesOf(of: string, options: AnyTermOptions) {
  const { maxStale = null, maxAge = null, onExpired = 'keep' } = options
  const maxStaleMs = maxStale === null ? null : durationOrRefuse(of, 'maxStale', maxStale)
  const maxAgeMs = maxAge === null ? null : durationOrRefuse(of, 'maxAge', maxAge)
  if (maxStaleMs !== null && maxAgeMs !== null && maxAgeMs < maxStaleMs)
    throw unexpected(of, 'maxAge', `at least \`maxStale\` (${maxStaleMs} ms)`, maxAge)
  const withholds = checkOneOf(of, 'onExpired', onExpired, ['keep', 'withhold']) === 'withhold'
  const mayExpire = 'verify' in options || options.fetcher?.goodUntil !== undefined
  if (withholds && maxAge === null && !mayExpire)
    throw unexpected(of, 'maxAge', "a duration with `onExpired: 'withhold'`: nothing else expires", maxAge)
  return { maxStaleMs, maxAgeMs, withholds }
}

/** What most terms leave as it is, they share. */
const RETRYING = retryingOf('remoteTerm', {})
const LIMITS: ResolvedTerm['limits'] = limitsOf('remoteTerm', {})
const STARTS = {
  require: { policy: 'require', withinMs: 30_000 },
  background: { policy: 'background', withinMs: 30_000 },
} as const

function limitsOf(of: string, limits: Limits | undefined): ResolvedTerm['limits'] {
  if (limits === undefined) return LIMITS
  checkRecord(of, 'limits', limits, [
    'maxBytes',
    'maxInflatedBytes',
    'maxRatio',
    'deadline',
  ] satisfies (keyof Limits)[])
  const { maxBytes = 64 * MiB, maxInflatedBytes = 256 * MiB, maxRatio = 200, deadline = '2m' } = limits
  return {
    // Fetchers refuse what is larger before they ask for memory, which would be refused by Node.js in words of its own.
    maxBytes: Math.min(checkCount(of, 'limits.maxBytes', maxBytes), LONGEST_PIECE),
    maxInflatedBytes: checkCount(of, 'limits.maxInflatedBytes', maxInflatedBytes),
    maxRatio: checkCount(of, 'limits.maxRatio', maxRatio),
    deadlineMs: durationOrClamp(of, 'limits.deadline', deadline),
  }
}

function startOf(of: string, { lazyInit, start }: AnyTermOptions): ResolvedTerm['start'] {
  const lazy = checkFlag(of, 'lazyInit', lazyInit)
  if (start === undefined) return lazy ? STARTS.background : STARTS.require
  const { policy, within } = normalStart(of, start)
  if (lazy && policy !== 'background')
    throw unexpected(of, 'start', "'background' with `lazyInit: true`", policy)
  return { policy, withinMs: durationOrClamp(of, 'start.within', within) }
}

function normalStart(of: string, start: StartPolicy) {
  const policies = ['require', 'wait', 'background'] as const
  if (typeof start !== 'object') return { policy: checkOneOf(of, 'start', start, policies), within: '30s' }
  checkRecord(of, 'start', start, ['policy', 'within'])
  return { policy: checkOneOf(of, 'start.policy', start.policy, policies), within: start.within }
}
