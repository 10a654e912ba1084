/** The headers of each request: those of the user, checked and copied, over those of everterm. @module */

import { validateHeaderName, validateHeaderValue } from 'node:http'
import { checkRecord, unexpected } from '../option-checks.ts'
import { ACCEPT_ENCODING } from './content-encoding.ts'

export type RequestHeaders = Readonly<Record<string, string>>

// What the fetcher decides by itself, or what would change the meaning of the answer.
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
export function resolveHeaders(headers: RequestHeaders, authorization: string | undefined): RequestHeaders {
  checkRecord('http', 'headers', headers)
  const own = Object.entries(headers).map(([name, value]) => {
    checkHeader(name, value)
    return [name.toLowerCase(), value]
  })
  return {
    'user-agent': 'everterm',
    'accept-encoding': ACCEPT_ENCODING,
    ...(authorization === undefined ? {} : { authorization }),
    ...Object.fromEntries(own),
  }
}

function checkHeader(name: string, value: unknown): void {
  if (OURS.has(name.toLowerCase())) {
    throw unexpected('http', 'headers', 'without those that the fetcher sets', name)
  }
  try {
    validateHeaderName(name)
    if (typeof value !== 'string') throw new TypeError('not a string')
    validateHeaderValue(name, value)
  } catch {
    // Not the caught error either: it may quote the value.
    throw new TypeError(
      `http: expected \`headers\` to have legal names and texts, got an illegal \`${name}\``,
    )
  }
}
