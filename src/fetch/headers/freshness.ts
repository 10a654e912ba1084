/** How long an answer stays fresh: RFC 9111 for a private client that holds one value and refreshes it. @module */

import { initialAge } from './age.ts'
import { type CacheControl, directiveSeconds, parseCacheControl } from './cache-control.ts'
import { declaredLifetime, guessedLifetime } from './lifetime.ts'
import { listHeader, type ResponseHeaders } from './response-headers.ts'

/** When a request went out and its answer came in. */
export interface Exchange {
  /** On a monotonic clock, in ms. */
  readonly sentAt: number
  /** On the same clock, in ms. */
  readonly receivedAt: number
  /** The wall clock when the answer came in, in epoch ms. */
  readonly wallClock: number
}

export interface Freshness {
  /**
   * How long the origin vouches for the answer from its making on, in ms; 0: it wants to be asked each time
   * (`no-cache`, `no-store`, `max-age=0`, `Vary: *`, malformed); `undefined`: it says nothing.
   */
  readonly lifetime: number | undefined
  /** How old the answer is, in ms. */
  readonly age: number
  /** How much of the lifetime is left, in ms; `undefined` where there is no lifetime, so the user's interval rules. */
  readonly freshFor: number | undefined
  /**
   * For how long after its lifetime the answer may pass for current though the origin can't be asked, in ms: 0 with
   * `must-revalidate` or `no-cache` (RFC 9111, section 5.2.2.2), else the longer of `stale-while-revalidate` and
   * `stale-if-error` (RFC 5861): an origin that fails is one that is asked. `undefined` where nothing says so, or
   * there is no lifetime that could be over.
   */
  readonly staleFor: number | undefined
}

export interface FreshnessOptions {
  /** Guess a lifetime where none is declared (RFC 9111, section 4.2.2). @defaultValue `false` */
  readonly heuristic?: boolean
}

/** The freshness of a 200, or of a stored one after a 304, at `now`: on the monotonic clock of the exchange, in ms. */
export function freshness(
  headers: ResponseHeaders,
  exchange: Exchange,
  now = exchange.receivedAt,
  { heuristic = false }: FreshnessOptions = {},
): Freshness {
  const { receivedAt, wallClock } = exchange
  const directives = parseCacheControl(headers['cache-control'])
  const guessed = heuristic ? guessedLifetime(headers, wallClock) : undefined
  const lifetime =
    mustAsk(directives) || variesByAnything(headers)
      ? 0
      : (declaredLifetime(directives, headers, wallClock) ?? guessed)
  const isDated = !directives.has('max-age')
  const age = initialAge(headers, exchange, isDated ? undefined : lifetime) + Math.max(0, now - receivedAt)
  return {
    lifetime,
    age,
    freshFor: lifetime ? Math.max(0, lifetime - age) : undefined,
    staleFor: lifetime === undefined ? undefined : staleWindow(directives),
  }
}

// RFC 9111, section 5.2.2.3: beside `must-understand`, a client that understands the status need not mind `no-store`.
const mustAsk = (directives: CacheControl): boolean =>
  directives.has('no-cache') || (directives.has('no-store') && !directives.has('must-understand'))

// RFC 9111, section 4.1: an answer that varies by more than the request fits no second request.
const variesByAnything = ({ vary }: ResponseHeaders): boolean => listHeader(vary).includes('*')

function staleWindow(directives: CacheControl): number | undefined {
  if (mustAsk(directives) || directives.has('must-revalidate')) return 0
  const windows = ['stale-while-revalidate', 'stale-if-error'].flatMap(
    (name) => directiveSeconds(directives, name) ?? [],
  )
  return windows.length === 0 ? undefined : Math.max(...windows) * 1_000
}
