/** Where a redirect leads, if it may be followed (RFC 9110, section 15.4). @module */

import { TermError } from '../../errors.ts'
import { retryAfter } from '../retry-after.ts'
import { hasLinkLocalHost } from '../transfer/link-local.ts'
import type { Answer } from './exchange.ts'

/** Within the origin alone, to other origins as well, or none at all. */
export type RedirectPolicy = 'same-origin' | 'cross-origin' | 'none'

const FOLLOWED: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const MOST_HOPS = 5

/**
 * The URL to ask next; `undefined` when the answer is no redirect, or must not be followed now.
 *
 * @param via - the redirects before this one
 * @throws TermError `ERR_TERM_REDIRECT` on one that leads where it must not; no message tells where
 */
export function redirectTarget(
  answer: Answer,
  policy: RedirectPolicy,
  via: readonly Answer[],
): URL | undefined {
  const { status, headers, request, wallClock } = answer
  if (policy === 'none' || !FOLLOWED.has(status) || headers.location === undefined) return undefined
  // It may ask for patience before it is followed (RFC 9110, section 10.2.3); waiting belongs to the term.
  if (retryAfter(headers, wallClock)) return undefined
  const target = locationOf(headers.location, request.url)
  const objection =
    target === undefined
      ? 'nowhere'
      : (objectionTo(target, request.url, policy) ?? circleOf(target, [...via, answer]))
  if (target !== undefined && objection === undefined) return target
  throw new TermError('ERR_TERM_REDIRECT', `The origin answered ${status}, a redirect ${objection}`, {
    stage: 'probe',
    status,
  })
}

// The credentials in it are another's words, not the user's.
function locationOf(location: string | string[], base: URL): URL | undefined {
  if (typeof location !== 'string' || !URL.canParse(location, base.href)) return undefined
  const target = new URL(location, base)
  target.username = ''
  target.password = ''
  target.hash = ''
  return target
}

function objectionTo(target: URL, from: URL, policy: RedirectPolicy): string | undefined {
  if (target.protocol !== 'http:' && target.protocol !== 'https:') return 'to another scheme'
  if (hasLinkLocalHost(target)) return 'to a link-local address'
  if (target.origin === from.origin) return undefined
  if (from.protocol === 'https:' && target.protocol === 'http:') return 'from https to http'
  if (policy !== 'cross-origin') return 'to another origin'
  return target.protocol === 'https:' ? undefined : 'to another origin without TLS'
}

function circleOf(target: URL, hops: readonly Answer[]): string | undefined {
  if (hops.some(({ request }) => request.url.href === target.href)) return 'in a circle'
  return hops.length > MOST_HOPS ? `after ${MOST_HOPS} others` : undefined
}
