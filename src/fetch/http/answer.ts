/** What an answer amounts to: a confirmation, something newer, or a failure. @module */

import type { Changed, Unchanged } from '../fetcher.ts'
import { freshness } from '../headers/freshness.ts'
import { strongEtag, versionOf } from '../headers/validators.ts'
import { bodyFacts } from '../transfer/body-facts.ts'
import { wholeDigest } from '../transfer/digest.ts'
import { statusError } from '../transfer/status-errors.ts'
import type { Asked } from './ask.ts'
import { readBody } from './body.ts'
import { type ByDictionary, isByDictionary, unpackedBody } from './dictionary.ts'
import type { Answer, Way } from './exchange.ts'
import type { ResolvedHttpOptions } from './options.ts'
import { OWN_HEADERS } from './request-headers.ts'
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
    ...paceOf({ ...answer, headers: storedHeaders(known, answer.headers) }, via, options),
    known: updated === known ? undefined : updated,
  }
}

/** A 200 with its body still to be read. @throws TermError when it is none, or one whose body must not be taken */
export function delivery(
  { answer, via }: Asked,
  maxBytes: number,
  way: Way,
  options: ResolvedHttpOptions,
  by?: Omit<ByDictionary, 'size'> | undefined,
): Changed {
  const isPacked = by !== undefined && isByDictionary(answer)
  const { 'content-encoding': _, ...uncoded } = answer.headers
  const headers = isPacked ? uncoded : answer.headers
  const { allowEmpty, retryAfterCapMs } = options
  checkStatus(answer, via, options)
  const digest = wholeDigest(headers, () => answer.trailers)
  // A digest that is still to come in trailers tells no end: a cut body has none.
  const allowUnframed = options.allowUnframed || answer.isFramed || wholeDigest(headers) !== undefined
  const facts = bodyFacts(headers, { maxBytes, allowEmpty, allowUnframed }, answer.wallClock)
  const known = knownOf(answer)
  const body = (signal: AbortSignal) => {
    way.scope.follow(signal)
    return readBody(answer, { size: facts.size, maxBytes, allowEmpty, digest, retryAfterCapMs }, way)
  }
  return {
    changed: true,
    version: versionOf(known),
    // The name is that of the right bytes, which a dictionary may have failed to make.
    strong: by === undefined && strongEtag(known) !== undefined,
    resource: known.resource,
    ...paceOf(answer, via, options),
    ...facts,
    // What comes out has another size than what comes in.
    size: isPacked ? undefined : facts.size,
    known,
    open: isPacked ? unpackedBody(body, { ...by, size: facts.size }) : body,
  }
}

function checkStatus(answer: Answer, via: readonly Answer[], { retryAfterCapMs }: ResolvedHttpOptions): void {
  const { status, headers, wallClock, request } = answer
  // Any header of the user's may hold a key.
  const isAnonymous = Object.keys(request.headers).every((name) => Object.hasOwn(OWN_HEADERS, name))
  const redirectedTo = via.length === 0 ? undefined : request.url.origin
  const refused = statusError(status, headers, { now: wallClock, retryAfterCapMs, redirectedTo, isAnonymous })
  if (refused) throw refused
}

/**
 * When to ask again, and how long the answer is good if that fails. For an answer that is never fresh the user's own
 * interval decides, or else the least that is allowed.
 *
 * `immutable` (RFC 8246) changes nothing: nobody asks before an answer is no longer fresh but the user, and the upper bound
 * is the user's word, too.
 */
function paceOf(
  answer: Answer,
  via: readonly Answer[],
  { cache, heuristic, minRefreshMs, maxRefreshMs }: ResolvedHttpOptions,
): Pick<Unchanged, 'freshFor' | 'staleFor' | 'interval'> {
  if (!cache) return {}
  const now = performance.now()
  // Where a redirect leads may stay fresh for long, while the redirect itself soon leads elsewhere.
  const declared = [
    freshness(answer.headers, answer, now, { heuristic }),
    ...via.map((redirect) => freshness(redirect.headers, redirect, now)),
  ]
  const goods = declared.flatMap(({ freshFor = 0, staleFor }) =>
    staleFor === undefined ? [] : freshFor + staleFor,
  )
  const goodFor = goods.length === 0 ? undefined : Math.min(...goods)
  if (declared.some(({ lifetime }) => lifetime === 0)) return { interval: minRefreshMs, staleFor: goodFor }
  const left = declared.flatMap(({ freshFor }) => freshFor ?? [])
  if (left.length < declared.length) return { staleFor: goodFor }
  const freshFor = Math.min(maxRefreshMs, Math.max(minRefreshMs, Math.min(...left)))
  return { freshFor, staleFor: goodFor === undefined ? undefined : Math.max(0, goodFor - freshFor) }
}
