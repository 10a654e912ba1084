/** What an answer amounts to: a confirmation, something newer, or a failure. @module */

import type { Changed, Unchanged } from '../fetcher.ts'
import { freshness } from '../freshness.ts'
import { lastModified } from '../last-modified.ts'
import { contentEncoding } from '../transfer/content-encoding.ts'
import { wholeDigest } from '../transfer/digest.ts'
import { announcedSize } from '../transfer/framing.ts'
import { refusal } from '../transfer/refusal.ts'
import { strongEtag } from '../validators.ts'
import type { Asked } from './ask.ts'
import { readBody } from './body.ts'
import type { Answer, Way } from './exchange.ts'
import type { ResolvedHttpOptions } from './options.ts'
import { type HttpKnown, knownOf, storedHeaders, updateKnown } from './validators.ts'

/** A 304 that confirms what is known. */
export function confirmation(
  { answer, via }: Asked,
  known: HttpKnown,
  options: ResolvedHttpOptions,
): Unchanged {
  const updated = updateKnown(known, answer)
  return {
    changed: false,
    freshFor: freshFor({ ...answer, headers: storedHeaders(known, answer.headers) }, via, options),
    known: updated === known ? undefined : updated,
  }
}

/** A 200 with its body still to be read. @throws TermError when it is none, or one whose body must not be taken */
export function delivery(
  { answer, via }: Asked,
  maxBytes: number,
  way: Way,
  options: ResolvedHttpOptions,
): Changed {
  const { headers } = answer
  const { allowEmpty, retryAfterCapMs } = options
  checkStatus(answer, options)
  const digest = wholeDigest(headers)
  const allowUnframed = options.allowUnframed || digest !== undefined
  const size = announcedSize(headers, { maxBytes, allowEmpty, allowUnframed })
  const encoding = contentEncoding(headers)
  const known = knownOf(answer)
  return {
    changed: true,
    version: known.etag ?? known.lastModified,
    strong: strongEtag(known) !== undefined,
    size,
    freshFor: freshFor(answer, via, options),
    encoding,
    modifiedAt: lastModified(headers, answer.wallClock),
    known,
    open(signal) {
      way.attempt.follow(signal)
      return readBody(answer, { size, maxBytes, allowEmpty, digest, retryAfterCapMs }, way)
    },
  }
}

function checkStatus({ status, headers, wallClock }: Answer, { retryAfterCapMs }: ResolvedHttpOptions): void {
  const refused = refusal(status, headers, { now: wallClock, retryAfterCapMs })
  if (refused) throw refused
}

// `immutable` doesn't lift the upper bound: it is the user's, the header only the origin's.
function freshFor(
  answer: Answer,
  via: readonly Answer[],
  { cache, heuristic, minRefreshMs, maxRefreshMs }: ResolvedHttpOptions,
): number | undefined {
  if (!cache) return undefined
  // What a redirect leads to may be fresh for long: the redirect itself may soon lead elsewhere.
  const declared = [
    freshness(answer.headers, answer, answer.receivedAt, { heuristic }).freshFor,
    ...via.map((redirect) => freshness(redirect.headers, redirect).freshFor),
  ]
  if (declared.includes(undefined)) return undefined
  const least = Math.min(...declared.map(Number))
  return Math.min(maxRefreshMs, Math.max(minRefreshMs, least))
}
