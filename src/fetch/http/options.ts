/** The options of the HTTP fetcher, checked at the door. @module */

import type { Dispatcher } from 'undici'
import type { Duration } from '../../duration.ts'
import { checkDuration, checkFlag, checkRecord, checkTimeout, unexpected } from '../option-checks.ts'
import { type RequestHeaders, resolveHeaders } from './request-headers.ts'
import { resolveHttpUrl } from './url.ts'

/** How long to wait for what; each more than 0 and at most 24 days. */
export interface HttpTimeouts {
  /** For a connection, TLS included. @defaultValue `'5s'` */
  readonly connect?: Duration | undefined
  /** For the headers of the answer, connecting included. @defaultValue `'15s'` */
  readonly headers?: Duration | undefined
  /** For the next byte of the body. @defaultValue `'15s'` */
  readonly stall?: Duration | undefined
}

export interface HttpOptions {
  /** Let the freshness that the origin declares (RFC 9111) set the time of the next request. @defaultValue `false` */
  readonly cache?: boolean | undefined
  /** The least that a declared freshness can come to. @defaultValue `'30s'` */
  readonly minRefreshInterval?: Duration | undefined
  /** The most that a declared freshness can come to. @defaultValue `'24h'` */
  readonly maxRefreshInterval?: Duration | undefined
  /** Sent with each request; their values appear nowhere else. @defaultValue `{}` */
  readonly headers?: RequestHeaders | undefined
  readonly timeouts?: HttpTimeouts | undefined
  /** The most that a `Retry-After` can ask for. @defaultValue `'24h'` */
  readonly retryAfterCap?: Duration | undefined
  /** Take an empty body for a value, not for a failure. @defaultValue `false` */
  readonly allowEmpty?: boolean | undefined
  /** Take a body that ends where its connection does, though a cut looks the same as the end. @defaultValue `false` */
  readonly allowUnframed?: boolean | undefined
  /** A dispatcher of undici, for a proxy or a CA; the fetcher never closes it. @defaultValue an agent of its own */
  readonly dispatcher?: Dispatcher | undefined
}

/** Durations in ms. */
export interface ResolvedHttpOptions {
  readonly url: URL
  readonly cache: boolean
  readonly minRefreshMs: number
  readonly maxRefreshMs: number
  readonly headers: RequestHeaders
  readonly timeouts: Readonly<Record<keyof HttpTimeouts, number>>
  readonly retryAfterCapMs: number
  readonly allowEmpty: boolean
  readonly allowUnframed: boolean
  readonly dispatcher: Dispatcher | undefined
}

const OPTIONS: readonly (keyof HttpOptions)[] = [
  'cache',
  'minRefreshInterval',
  'maxRefreshInterval',
  'headers',
  'timeouts',
  'retryAfterCap',
  'allowEmpty',
  'allowUnframed',
  'dispatcher',
]

/** @throws TypeError that names the option and the value seen */
export function resolveHttpOptions(given: string | URL, options: HttpOptions): ResolvedHttpOptions {
  const { url, authorization } = resolveHttpUrl(given)
  checkRecord('http', 'options', options, OPTIONS)
  const { minRefreshInterval = '30s', maxRefreshInterval = '24h', retryAfterCap = '24h' } = options
  const minRefreshMs = checkDuration('http', 'minRefreshInterval', minRefreshInterval)
  const maxRefreshMs = checkDuration('http', 'maxRefreshInterval', maxRefreshInterval)
  if (minRefreshMs > maxRefreshMs) {
    throw unexpected('http', 'minRefreshInterval', 'at most `maxRefreshInterval`', minRefreshInterval)
  }
  return {
    url,
    cache: checkFlag('http', 'cache', options.cache),
    minRefreshMs,
    maxRefreshMs,
    headers: resolveHeaders(options.headers ?? {}, authorization),
    timeouts: resolveTimeouts(options.timeouts ?? {}),
    retryAfterCapMs: checkDuration('http', 'retryAfterCap', retryAfterCap),
    allowEmpty: checkFlag('http', 'allowEmpty', options.allowEmpty),
    allowUnframed: checkFlag('http', 'allowUnframed', options.allowUnframed),
    dispatcher: checkDispatcher(options.dispatcher),
  }
}

function resolveTimeouts(timeouts: HttpTimeouts): ResolvedHttpOptions['timeouts'] {
  checkRecord('http', 'timeouts', timeouts, ['connect', 'headers', 'stall'])
  const { connect = '5s', headers = '15s', stall = '15s' } = timeouts
  return {
    connect: checkTimeout('http', 'timeouts.connect', connect),
    headers: checkTimeout('http', 'timeouts.headers', headers),
    stall: checkTimeout('http', 'timeouts.stall', stall),
  }
}

function checkDispatcher(dispatcher: Dispatcher | undefined): Dispatcher | undefined {
  if (dispatcher === undefined || typeof dispatcher?.dispatch === 'function') return dispatcher
  throw unexpected('http', 'dispatcher', 'a Dispatcher of undici', dispatcher)
}
