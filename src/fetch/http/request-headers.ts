/** The headers of each request: those of the user, checked and copied, on top of everterm's own. @module */

import { validateHeaderName, validateHeaderValue } from 'node:http'
import { checkRecord } from '../../base/checks.ts'
import { TermError } from '../../base/errors.ts'
import { unexpected } from '../../base/unexpected.ts'
import { untilAborted } from '../../base/until-aborted.ts'
import { explained } from '../../reasons/index.ts'
import { ACCEPT_ENCODING } from '../headers/content-encoding.ts'

export type RequestHeaders = Readonly<Record<string, string>>

export interface HeaderSource {
  /** The headers of an attempt, the same ones where no function gives them. @throws TermError `ERR_TERM_FETCH` when the user's function fails */
  current(signal: AbortSignal): Promise<RequestHeaders>
}

/** What everterm sends by itself: all that another origin gets to see. */
export const OWN_HEADERS: RequestHeaders = { 'user-agent': 'everterm', 'accept-encoding': ACCEPT_ENCODING }

// Headers that the fetcher decides by itself, or that would change what an answer means.
const OURS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'range',
  'transfer-encoding',
])

/** @throws TypeError on an illegal header, without its value, and on one that the fetcher sets by itself */
export function resolveHeaders(
  headers: RequestHeaders | (() => RequestHeaders | Promise<RequestHeaders>),
  authorization: string | undefined,
): HeaderSource {
  const defaults = authorization === undefined ? OWN_HEADERS : { ...OWN_HEADERS, authorization }
  if (typeof headers !== 'function') {
    const fixed = { ...defaults, ...checked(headers) }
    return { current: async () => fixed }
  }
  const ask = async () => ({ ...defaults, ...returned(await headers()) })
  return {
    current: (signal) =>
      untilAborted(ask(), signal, 'probe').catch((thrown: unknown) => {
        throw explained(thrown, 'ERR_TERM_FETCH', '`headers` failed', { stage: 'probe' })
      }),
  }
}

/** The next call may return what is right, such as a token that wasn't there yet: so this is no reason to give up. */
function returned(headers: RequestHeaders): RequestHeaders {
  try {
    return checked(headers)
  } catch (cause) {
    const message = `\`headers\` returned what can't be sent: ${(cause as TypeError).message}`
    throw new TermError('ERR_TERM_FETCH', message, { stage: 'probe', cause })
  }
}

function checked(headers: RequestHeaders): RequestHeaders {
  // The value stays out of the message: it may be a token.
  if (Object(headers) !== headers)
    throw new TypeError(`http: expected \`headers\` to be an object, got ${kindOf(headers)}`)
  checkRecord('http', 'headers', headers)
  const entries = Object.entries(headers).map(([name, value]) => {
    checkHeader(name, value)
    return [name.toLowerCase(), value]
  })
  return Object.fromEntries(entries)
}

const kindOf = (value: unknown): string =>
  value === undefined || value === null ? String(value) : `a ${typeof value}`

function checkHeader(name: string, value: unknown): void {
  if (OURS.has(name.toLowerCase())) {
    throw unexpected('http', 'headers', 'without those that the fetcher sets', name)
  }
  if (typeof value !== 'string')
    throw new TypeError(`http: expected \`headers\` to have texts, got ${kindOf(value)} as \`${name}\``)
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
  } catch {
    // The caught error is left out, too: it may quote the value.
    throw new TypeError(
      `http: expected \`headers\` to have legal names and texts, got an illegal \`${name}\``,
    )
  }
}
