/** How long an answer stays fresh from its making on (RFC 9111, sections 4.2.1 and 4.2.2). @module */

import { type CacheControl, directiveSeconds } from './cache-control.ts'
import { parseHttpDate } from './http-date.ts'
import { firstHeader, type ResponseHeaders } from './response-headers.ts'

/** When the answer was made, by the origin's clock, in epoch ms. */
export const dateOf = (headers: ResponseHeaders, wallClock: number): number | undefined =>
  parseHttpDate(firstHeader(headers.date) ?? '', wallClock)

/**
 * What `max-age` or `Expires` say, in ms; 0 when it is malformed, `undefined` when there is neither.
 *
 * `s-maxage` is for shared caches.
 */
export function declaredLifetime(
  directives: CacheControl,
  headers: ResponseHeaders,
  wallClock: number,
): number | undefined {
  const maxAge = directiveSeconds(directives, 'max-age')
  return maxAge === undefined ? expiresIn(headers, wallClock) : maxAge * 1_000
}

// RFC 9111, section 5.3: an invalid `Expires` lies in the past. Where both dates are the server's, its clock may be wrong.
function expiresIn(headers: ResponseHeaders, wallClock: number): number | undefined {
  const { expires } = headers
  if (expires === undefined) return undefined
  const [line, ...more] = [expires].flat()
  const until = more.length === 0 ? parseHttpDate(line?.trim() ?? '', wallClock) : undefined
  return until === undefined ? 0 : Math.max(0, until - (dateOf(headers, wallClock) ?? wallClock))
}

const LONGEST_GUESS = 24 * 3_600_000

/** A tenth of the time that the answer had not changed for when it was made, at most a day, in ms. */
export function guessedLifetime(headers: ResponseHeaders, wallClock: number): number | undefined {
  const modified = parseHttpDate(firstHeader(headers['last-modified']) ?? '', wallClock)
  if (modified === undefined) return undefined
  const unchangedFor = (dateOf(headers, wallClock) ?? wallClock) - modified
  return Math.min(LONGEST_GUESS, Math.max(0, unchangedFor / 10))
}
