/** How old an answer was when it came (RFC 9111, section 4.2.3). @module */

import { deltaSeconds } from './cache-control.ts'
import type { Exchange } from './freshness.ts'
import { dateOf } from './lifetime.ts'
import { firstHeader, type ResponseHeaders } from './response-headers.ts'

// A cache that hides its age is believable for minutes; beyond that a wrong clock is the likelier reason.
const MOST_APPARENT_AGE = 5 * 60_000

/**
 * In ms.
 *
 * Where no cache tells the age, the `Date` does. It is believed without bounds only where the lifetime is a date as
 * well (`believesDate`): an `Expires` that has passed is over, but a `max-age` doesn't suffer from an origin with a
 * wrong clock.
 */
export function initialAge(
  headers: ResponseHeaders,
  { sentAt, receivedAt, wallClock }: Exchange,
  believesDate: boolean,
): number {
  const travelled = Math.max(0, receivedAt - sentAt)
  const told = toldAge(headers)
  if (told !== undefined) return told + travelled
  const apparent = wallClock - (dateOf(headers, wallClock) ?? wallClock)
  return believesDate || apparent < MOST_APPARENT_AGE ? Math.max(travelled, apparent) : travelled
}

// RFC 9111, section 5.1: of a list the first member counts; one that is no number of seconds is ignored.
function toldAge({ age }: ResponseHeaders): number | undefined {
  const [first] = (firstHeader(age) ?? '').split(',')
  const seconds = deltaSeconds(first?.trim())
  return seconds === undefined ? undefined : seconds * 1_000
}
