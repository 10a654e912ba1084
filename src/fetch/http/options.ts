/** The options of the HTTP fetcher, checked at the door. @module */

import type { Dispatcher } from 'undici'
import { checkCount, checkFlag, checkRecord } from '../../base/checks.ts'
import type { Duration } from '../../base/duration.ts'
import { durationOrRefuse } from '../../base/duration-checks.ts'
import { unexpected } from '../../base/unexpected.ts'
import { checkAllowed, type RefusedAddress } from '../transfer/refused-addresses.ts'
import { type HttpTimeouts, type ResolvedTimeouts, resolveTimeouts } from '../transfer/timeouts.ts'
import { type Proxies, proxiesOf } from './proxies.ts'
import type { RedirectPolicy } from './redirect.ts'
import { type HeaderSource, type RequestHeaders, resolveHeaders } from './request-headers.ts'
import { resolveHttpUrl } from './url.ts'

export interface HttpOptions {
  /** Let the freshness that the origin declares (RFC 9111) set the time of the next request. @defaultValue `false` */
  readonly cache?: boolean | undefined
  /**
   * Whether, with `cache`, a tenth of the time since `Last-Modified` counts where nothing is declared. @defaultValue
   * `false`
   */
  readonly heuristic?: boolean | undefined
  /**
   * Ask for what has changed since the body that the term keeps on disk, where the origin has offered that as a dictionary
   * (`Use-As-Dictionary`, RFC 9842). It needs a keepsake, and before Node.js 22.15 the peer `@bokuweb/zstd-wasm`, without
   * which nothing is asked for; what comes of it is told by `delta.used` and `delta.failed`. @defaultValue `false`
   */
  readonly dictionary?: boolean | undefined
  /** The least that a declared freshness can come to. @defaultValue `'30s'` */
  readonly minRefreshInterval?: Duration | undefined
  /** The most that a declared freshness can come to. @defaultValue `'24h'` */
  readonly maxRefreshInterval?: Duration | undefined
  /**
   * Sent with each request to the origin of the URL; their values appear nowhere else.
   *
   * A function is called at each attempt, and once more after a 401 or 403: if it gives others then, they are tried at
   * once. @defaultValue `{}`
   */
  readonly headers?: RequestHeaders | (() => RequestHeaders | Promise<RequestHeaders>) | undefined
  /**
   * Which redirects to follow, 5 at most. Across origins only to https, without `headers` and credentials; never from
   * https to http, nor to an address that is refused. @defaultValue `'same-origin'`
   */
  readonly redirects?: RedirectPolicy | undefined
  /**
   * Addresses to fetch from though they are refused otherwise, as URL, by name, at redirects, and in whatever form of IPv6:
   * they are where clouds hand out credentials. Each is allowed by itself. @defaultValue `[]`
   */
  readonly allowAddresses?: readonly RefusedAddress[] | undefined
  /** How long each step of an attempt may take. */
  readonly timeouts?: HttpTimeouts | undefined
  /** The most that a `Retry-After` can ask for. @defaultValue `'24h'` */
  readonly retryAfterCap?: Duration | undefined
  /** Take an empty body for a value, not for a failure; one that inflates to nothing, too. @defaultValue `false` */
  readonly allowEmpty?: boolean | undefined
  /**
   * Take a body that ends where its connection does, though a cut looks the same as the end. One with a digest is
   * taken anyway. @defaultValue `false`
   */
  readonly allowUnframed?: boolean | undefined
  /**
   * How old a connection may become before the next request gets a new one, and the name of the origin is looked up again:
   * else a service that has moved is never found while the old machine answers. @defaultValue `'5m'`
   */
  readonly maxConnectionAge?: Duration | undefined
  /**
   * How many connections lead to the origin at most, shared by all fetchers that have the same options; what comes beyond waits
   * for one of them. Not through a proxy. @defaultValue 16
   */
  readonly connections?: number | undefined
  /** `'env'`: go by `http_proxy`, `https_proxy` and `no_proxy`, as they are now. @defaultValue no proxy */
  readonly proxy?: 'env' | undefined
  /**
   * A dispatcher of undici, for a CA, HTTP/2 or the like; the fetcher never closes it, and its connections live as long as
   * it likes. @defaultValue an agent that fetchers with the same options share
   */
  readonly dispatcher?: Dispatcher | undefined
}

/** Durations in ms. */
export interface ResolvedHttpOptions {
  readonly url: URL
  readonly cache: boolean
  readonly heuristic: boolean
  readonly dictionary: boolean
  readonly minRefreshMs: number
  readonly maxRefreshMs: number
  readonly headers: HeaderSource
  readonly redirects: RedirectPolicy
  readonly allowAddresses: readonly RefusedAddress[]
  readonly timeouts: ResolvedTimeouts
  readonly retryAfterCapMs: number
  readonly allowEmpty: boolean
  readonly allowUnframed: boolean
  readonly maxConnectionAgeMs: number
  readonly connections: number
  readonly proxies: Proxies | undefined
  readonly dispatcher: Dispatcher | undefined
}

const OPTIONS: readonly (keyof HttpOptions)[] = [
  'cache',
  'heuristic',
  'dictionary',
  'minRefreshInterval',
  'maxRefreshInterval',
  'headers',
  'redirects',
  'allowAddresses',
  'timeouts',
  'retryAfterCap',
  'allowEmpty',
  'allowUnframed',
  'maxConnectionAge',
  'connections',
  'proxy',
  'dispatcher',
]

/** Fewer would let bodies of minutes keep small ones waiting. */
const MOST_CONNECTIONS = 16

const REDIRECTS: readonly RedirectPolicy[] = ['same-origin', 'cross-origin', 'none']

/** @throws TypeError that names the option and the value seen */
export function resolveHttpOptions(given: string | URL, options: HttpOptions): ResolvedHttpOptions {
  checkRecord('http', 'options', options, OPTIONS)
  const allowAddresses = checkAllowed('http', options.allowAddresses)
  const { url, authorization } = resolveHttpUrl(given, allowAddresses)
  const { minRefreshInterval = '30s', maxRefreshInterval = '24h' } = options
  const { retryAfterCap = '24h', maxConnectionAge = '5m' } = options
  const minRefreshMs = durationOrRefuse('http', 'minRefreshInterval', minRefreshInterval)
  const maxRefreshMs = durationOrRefuse('http', 'maxRefreshInterval', maxRefreshInterval)
  if (minRefreshMs > maxRefreshMs) {
    throw unexpected('http', 'minRefreshInterval', 'at most `maxRefreshInterval`', minRefreshInterval)
  }
  const { redirects = 'same-origin' } = options
  if (!REDIRECTS.includes(redirects)) {
    throw unexpected('http', 'redirects', "'same-origin', 'cross-origin' or 'none'", redirects)
  }
  return {
    url,
    cache: checkFlag('http', 'cache', options.cache),
    heuristic: checkFlag('http', 'heuristic', options.heuristic),
    dictionary: checkFlag('http', 'dictionary', options.dictionary),
    minRefreshMs,
    maxRefreshMs,
    headers: resolveHeaders(options.headers ?? {}, authorization),
    redirects,
    allowAddresses,
    timeouts: resolveTimeouts('http', options.timeouts ?? {}),
    retryAfterCapMs: durationOrRefuse('http', 'retryAfterCap', retryAfterCap),
    allowEmpty: checkFlag('http', 'allowEmpty', options.allowEmpty),
    allowUnframed: checkFlag('http', 'allowUnframed', options.allowUnframed),
    maxConnectionAgeMs: durationOrRefuse('http', 'maxConnectionAge', maxConnectionAge),
    connections: checkCount('http', 'connections', options.connections ?? MOST_CONNECTIONS),
    ...resolveWay(options),
  }
}

function resolveWay({
  proxy,
  dispatcher,
  connections,
}: HttpOptions): Pick<ResolvedHttpOptions, 'proxies' | 'dispatcher'> {
  // What was seen stays out of the message: the URL of a proxy may hold a password.
  if (proxy !== undefined && proxy !== 'env') {
    throw new TypeError(
      `http: expected \`proxy\` to be 'env', got something else (${typeof proxy}): for a proxy of yours \`dispatcher: new ProxyAgent(url)\`, of undici`,
    )
  }
  if (dispatcher !== undefined && !isDispatcher(dispatcher)) {
    throw unexpected('http', 'dispatcher', 'a Dispatcher of undici', dispatcher)
  }
  if (connections !== undefined && dispatcher !== undefined) {
    throw unexpected('http', 'connections', 'left out where `dispatcher` is given', connections)
  }
  if (proxy !== undefined && dispatcher !== undefined) {
    throw unexpected('http', 'proxy', 'left out where `dispatcher` is given', proxy)
  }
  return { proxies: proxy === 'env' ? proxiesOf(process.env) : undefined, dispatcher }
}

// A dispatcher is known by its shape: it may be of another copy of undici. The copy within Node has no `request`.
const isDispatcher = (value: unknown): boolean =>
  (['dispatch', 'request', 'on'] as const).every(
    (name) => typeof (value as Dispatcher | null)?.[name] === 'function',
  )
