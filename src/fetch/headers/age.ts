/** How old an answer was when it came (RFC 9111, section 4.2.3). @module */

import { deltaSeconds } from './cache-control.ts'
import type { Exchange } from './freshness.ts'
import { dateOf } from './lifetime.ts'
import { firstHeader, type ResponseHeaders } from './response-headers.ts'

/**
 * In ms: the greater of what the caches on the way tell and what the `Date` does, as the RFC has it.
 *
 * With one exception. An answer that is over as it comes, by its `Date` alone, is one of a wrong clock far more often than of
 * a cache that both hides its age and serves what is stale. So where the lifetime is a `max-age` (`maxAgeMs`), such a date
 * is not believed; where it is a date itself, each means what it says.
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
