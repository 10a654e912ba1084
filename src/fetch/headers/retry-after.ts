/** Reads `Retry-After` (RFC 9110, section 10.2.3). @module */

import { deltaSeconds } from './cache-control.ts'
import { parseHttpDate } from './http-date.ts'
import { firstHeader, type ResponseHeaders } from './response-headers.ts'

/**
 * How long the origin asks to be left alone, in ms; `undefined` when it doesn't say, or says nonsense or the past.
 *
 * A date counts from the answer's own `Date`, so that a wrong clock on either side does no harm.
 * @param now - epoch ms, in place of a missing `Date`
 */
export function retryAfter(headers: ResponseHeaders, now: number): number | undefined {
  const value = firstHeader(headers['retry-after'])
  if (value === undefined) return undefined
  const seconds = deltaSeconds(value)
  if (seconds !== undefined) return seconds * 1_000
  const until = parseHttpDate(value, now)
  if (until === undefined) return undefined
  const wait = until - (parseHttpDate(firstHeader(headers.date) ?? '', now) ?? now)
  return wait > 0 ? wait : undefined
}
