/** Where a redirect leads, if it may be followed (RFC 9110, section 15.4). @module */

import { TermError } from '../../base/errors.ts'
import { retryAfter } from '../headers/retry-after.ts'
import { type RefusedAddress, refusedAddress } from '../transfer/refused-addresses.ts'
import type { Answer } from './exchange.ts'

/** Redirects are followed within the origin alone, to other origins as well, or not at all. */
export type RedirectPolicy = 'same-origin' | 'cross-origin' | 'none'

/** What the user says of it. */
export interface RedirectRules {
  readonly redirects: RedirectPolicy
  readonly allowAddresses: readonly RefusedAddress[]
}

const FOLLOWED: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const MOST_HOPS = 5

/**
 * The URL to ask next; `undefined` when the answer is no redirect, or must not be followed now.
 *
 * @param via - the redirects before this one
 * @throws TermError `ERR_TERM_REDIRECT` on one that leads where it must not; of where to, only the origin is told
 */
export function redirectTarget(
  answer: Answer,
  policy: RedirectRules,
  via: readonly Answer[],
): URL | undefined {
  const { status, headers, request, wallClock } = answer
  if (policy.redirects === 'none' || !FOLLOWED.has(status) || headers.location === undefined) return undefined
  // A redirect may ask for patience before it is followed (RFC 9110, section 10.2.3); waiting belongs to the term.
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

// Credentials in a `Location` are the origin's words, not the user's: they are left out.
function locationOf(location: string | string[], base: URL): URL | undefined {
  if (typeof location !== 'string') return undefined
  const reference = octetsEscaped(location)
  if (!URL.canParse(reference, base.href)) return undefined
  const target = new URL(reference, base)
  target.username = ''
  target.password = ''
  target.hash = ''
  return target
}

// Each character of a header is one byte. An origin that writes other than ASCII, which no URL may hold (RFC 3986, section
// 2), means these very bytes, mostly of UTF-8; the parser of URLs would take each for a character of its own.
const octetsEscaped = (text: string): string =>
  text.replaceAll(/[\x80-\xff]/g, (octet) => `%${octet.charCodeAt(0).toString(16).toUpperCase()}`)

function objectionTo(
  target: URL,
  from: URL,
  { redirects, allowAddresses }: RedirectRules,
): string | undefined {
  if (target.protocol !== 'http:' && target.protocol !== 'https:') return 'to another scheme'
  const refused = refusedAddress(target.hostname, allowAddresses)
  if (refused !== undefined) return `to an address that is refused (${refused})`
  if (target.origin === from.origin) return undefined
  if (from.protocol === 'https:' && target.protocol === 'http:')
    return `from https to http (${target.origin}), which no option allows`
  if (redirects !== 'cross-origin')
    return `to another origin (${target.origin}): \`redirects: 'cross-origin'\` follows it`
  return target.protocol === 'https:'
    ? undefined
    : `to another origin without TLS (${target.origin}), which no option allows: give \`http\` that URL`
}

function circleOf(target: URL, hops: readonly Answer[]): string | undefined {
  if (hops.some(({ request }) => request.url.href === target.href)) return 'in a circle'
  return hops.length > MOST_HOPS ? `after ${MOST_HOPS} others` : undefined
}
