/** What an answer amounts to: a confirmation, something newer, or a failure. @module */

import { TermError } from '../../errors.ts'
import type { Changed, Unchanged } from '../fetcher.ts'
import { freshness } from '../freshness.ts'
import type { ResponseHeaders } from '../response-headers.ts'
import type { Attempt } from './attempt.ts'
import { readBody } from './body.ts'
import { contentEncoding } from './content-encoding.ts'
import type { Answer } from './exchange.ts'
import { announcedSize } from './framing.ts'
import type { ResolvedHttpOptions } from './options.ts'
import { refusal } from './refusal.ts'
import { type HttpKnown, knownOf, storedHeaders, updateKnown } from './validators.ts'

/** A 304 that confirms what is known. */
export function confirmation(answer: Answer, known: HttpKnown, options: ResolvedHttpOptions): Unchanged {
  const updated = updateKnown(known, answer.headers)
  return {
    changed: false,
    freshFor: freshFor(answer, storedHeaders(known, answer.headers), options),
    known: updated === known ? undefined : updated,
  }
}

export interface DeliveryOptions {
  /** The digest of the URL. */
  readonly resource: string
  readonly maxBytes: number
  readonly attempt: Attempt
}

/** A 200 with its body still to be read. @throws TermError when it is none, or one whose body must not be taken */
export function delivery(
  answer: Answer,
  { resource, maxBytes, attempt }: DeliveryOptions,
  options: ResolvedHttpOptions,
): Changed {
  const { headers, body } = answer
  const { allowEmpty, allowUnframed, timeouts } = options
  checkStatus(answer, options)
  const size = announcedSize(headers, { maxBytes, allowEmpty, allowUnframed })
  const encoding = contentEncoding(headers)
  const known = knownOf(resource, headers)
  return {
    changed: true,
    version: known.etag ?? known.lastModified,
    size,
    freshFor: freshFor(answer, headers, options),
    encoding,
    known,
    open(signal) {
      attempt.follow(signal)
      return readBody(body, { size, maxBytes, stallMs: timeouts.stall, allowEmpty }, attempt)
    },
  }
}

function checkStatus({ status, headers, wallClock }: Answer, { retryAfterCapMs }: ResolvedHttpOptions): void {
  // A redirect ends here as well; to follow one is the business of whoever asks.
  const refused = refusal(status, headers, { now: wallClock, retryAfterCapMs })
  if (refused) throw refused
  if (status !== 304) return
  throw new TermError('ERR_TERM_PROTOCOL', 'The origin answered 304 to a request without conditions', {
    stage: 'probe',
    status,
  })
}

// `immutable` doesn't lift the upper bound: it is the user's, the header only the origin's.
function freshFor(
  times: Answer,
  headers: ResponseHeaders,
  { cache, minRefreshMs, maxRefreshMs }: ResolvedHttpOptions,
): number | undefined {
  const declared = cache ? freshness(headers, times).freshFor : undefined
  return declared === undefined ? undefined : Math.min(maxRefreshMs, Math.max(minRefreshMs, declared))
}
