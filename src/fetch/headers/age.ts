/** How old an answer was when it came (RFC 9111, section 4.2.3). @module */

import { deltaSeconds } from './cache-control.ts'
import type { Exchange } from './freshness.ts'
import { dateOf } from './lifetime.ts'
import { firstHeader, type ResponseHeaders } from './response-headers.ts'

/**
 * The age in ms: the greater of what the caches on the way tell and what the `Date` tells, as the RFC has it.
 *
 * There is one exception. Where an answer is over as it comes by its `Date` alone, a clock is wrong far more often than a
 * cache both hides its age and serves what is stale. So `Date` is not believed where the lifetime is a `max-age`
 * (`maxAgeMs`); where the lifetime is given by a date, both dates count.
 */
export function initialAge(
  headers: ResponseHeaders,
  { sentAt, receivedAt, wallClock }: Exchange,
  maxAgeMs: number | undefined,
): number {
  const corrected = (toldAge(headers) ?? 0) + Math.max(0, receivedAt - sentAt)
  const apparent = wallClock - (dateOf(headers, wallClock) ?? wallClock)
  const isBelieved = maxAgeMs === undefined || apparent < maxAgeMs
  return isBelieved ? Math.max(corrected, apparent) : corrected
}

// RFC 9111, section 5.1: of a list the first member counts; one that is no number of seconds is ignored.
function toldAge({ age }: ResponseHeaders): number | undefined {
  const [first] = (firstHeader(age) ?? '').split(',')
  const seconds = deltaSeconds(first?.trim())
  return seconds === undefined ? undefined : seconds * 1_000
}
