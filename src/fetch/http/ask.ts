/** Asks for a resource: with what is known of it, along redirects, and with fresh headers where the first are refused. @module */

import { isDeepStrictEqual } from 'node:util'
import type { Known } from '../fetcher.ts'
import { retryAfter } from '../headers/retry-after.ts'
import { type Condition, conditionOf } from './condition.ts'
import { discard } from './discard.ts'
import { type Answer, exchange, type HttpRequest, type Way } from './exchange.ts'
import type { ResolvedHttpOptions } from './options.ts'
import { type RedirectRules, redirectTarget } from './redirect.ts'
import { OWN_HEADERS, type RequestHeaders } from './request-headers.ts'
import type { HttpKnown } from './validators.ts'

export interface Asked {
  readonly answer: Answer
  /** What of ours the answer confirms; absent: nothing. */
  readonly confirmed: HttpKnown | undefined
  /** The redirects on the way to it. */
  readonly via: readonly Answer[]
}

/**
 * @param more - headers of the first request to the origin itself; they are no part of what a variant is told by
 */
export async function ask(
  way: Way,
  options: ResolvedHttpOptions,
  known: Known | undefined,
  more: RequestHeaders = {},
): Promise<Asked> {
  const { url, headers } = options
  const { signal } = way.scope
  const first = await headers.current(signal)
  const asked = await follow(way, { url, headers: first }, known, options, [], more)
  const { status, request, body, wallClock } = asked.answer
  const refused =
    (status === 401 || status === 403) &&
    request.headers === first &&
    !retryAfter(asked.answer.headers, wallClock)
  if (!refused) return asked
  // A token may have run out since it was handed over. There is nothing to wait for if there is another by now, and the
  // origin asks for no patience.
  const next = await headers.current(signal).catch((error: unknown) => {
    void discard(body)
    throw error
  })
  if (isDeepStrictEqual(next, first)) return asked
  await discard(body)
  return follow(way, { url, headers: next }, known, options, [], more)
}

async function follow(
  way: Way,
  request: HttpRequest,
  known: Known | undefined,
  rules: RedirectRules,
  via: readonly Answer[] = [],
  more: RequestHeaders = {},
): Promise<Asked> {
  const asked = await askOne(way, request, conditionOf(request, known), more)
  const { answer } = asked
  try {
    const url = redirectTarget(answer, rules, via)
    if (url === undefined) return { ...asked, via }
    await discard(answer.body)
    // A header of the user's may be as secret as `authorization`: another origin gets to see none.
    const headers = url.origin === request.url.origin ? request.headers : OWN_HEADERS
    return await follow(way, { url, headers }, known, rules, [...via, answer])
  } catch (error) {
    void discard(answer.body)
    throw error
  }
}

async function askOne(
  way: Way,
  request: HttpRequest,
  condition: Condition | undefined,
  more: RequestHeaders,
): Promise<Omit<Asked, 'via'>> {
  const answer = await exchange(way, request, { ...condition?.headers, ...more })
  if (answer.status !== 304 || condition === undefined) return { answer, confirmed: undefined }
  if (condition.confirms(answer.headers)) return { answer, confirmed: condition.known }
  // The 304 is for a version that is not ours (RFC 9111, section 4.3.4), so all is asked for.
  await discard(answer.body)
  return askOne(way, request, undefined, {})
}
