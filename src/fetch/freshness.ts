/** How long an answer stays fresh: RFC 9111 for a private client that holds one value and refreshes it. @module */

import { deltaSeconds, directiveSeconds, parseCacheControl } from './cache-control.ts'
import { parseHttpDate } from './http-date.ts'
import { firstHeader, type ResponseHeaders } from './response-headers.ts'

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
   * (`no-cache`, `no-store`, `max-age=0`, malformed); `undefined`: it says nothing.
   */
  readonly lifetime: number | undefined
  /** How old the answer is, in ms. */
  readonly age: number
  /** How much of the lifetime is left, in ms; `undefined` where there is no lifetime, so the user's interval rules. */
  readonly freshFor: number | undefined
  /** The answer never changes while it is fresh (RFC 8246). */
  readonly immutable: boolean
  /** Once stale, the answer may not pass for current without asking (RFC 9111, section 5.2.2.2). */
  readonly mustRevalidate: boolean
}

/** The freshness of an answer at `now`, which is on the monotonic clock of the exchange, in ms. */
export function freshness(
  headers: ResponseHeaders,
  exchange: Exchange,
  now = exchange.receivedAt,
): Freshness {
  const directives = parseCacheControl(headers['cache-control'])
  const uncacheable = directives.has('no-store') || directives.has('no-cache')
  const maxAge = directiveSeconds(directives, 'max-age')
  // RFC 9111, section 4.2.1, without `s-maxage`, which is for shared caches.
  const explicit = maxAge === undefined ? expiresIn(headers, exchange.wallClock) : maxAge * 1_000
  const lifetime = uncacheable ? 0 : explicit
  const age = ageOf(headers, exchange) + Math.max(0, now - exchange.receivedAt)
  return {
    lifetime,
    age,
    freshFor: lifetime ? Math.max(0, lifetime - age) : undefined,
    immutable: directives.has('immutable'),
    mustRevalidate: directives.has('must-revalidate') || directives.has('no-cache'),
  }
}

// RFC 9111, section 5.3: an invalid `Expires` lies in the past. Both dates are the server's, so its clock may be wrong.
function expiresIn(headers: ResponseHeaders, wallClock: number): number | undefined {
  const { expires } = headers
  if (expires === undefined) return undefined
  const [line, ...more] = [expires].flat()
  const until = more.length === 0 ? parseHttpDate(line?.trim() ?? '', wallClock) : undefined
  return until === undefined ? 0 : Math.max(0, until - (dateOf(headers, wallClock) ?? wallClock))
}

const dateOf = (headers: ResponseHeaders, wallClock: number): number | undefined =>
  parseHttpDate(firstHeader(headers.date) ?? '', wallClock)

// A cache that hides its age is believable for minutes; beyond that a wrong clock is the likelier reason.
const MOST_APPARENT_AGE = 5 * 60_000

// RFC 9111, section 4.2.3.
function ageOf(headers: ResponseHeaders, { sentAt, receivedAt, wallClock }: Exchange): number {
  const travelled = Math.max(0, receivedAt - sentAt)
  if (headers.age !== undefined) {
    const [first] = (firstHeader(headers.age) ?? '').split(',')
    return (deltaSeconds(first?.trim()) ?? 0) * 1_000 + travelled
  }
  const apparent = wallClock - (dateOf(headers, wallClock) ?? wallClock)
  return apparent < MOST_APPARENT_AGE ? Math.max(travelled, apparent) : travelled
}
