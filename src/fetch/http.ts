/** Fetches over HTTP: one conditional GET is both the probe and the download. @module */

import { TermError } from '../errors.ts'
import { type Attempt, startAttempt } from './attempt.ts'
import { contentEncoding } from './content-encoding.ts'
import { type Answer, exchange } from './exchange.ts'
import type { Changed, FetchContext, Fetcher, Known, Probe, Unchanged } from './fetcher.ts'
import { announcedSize } from './framing.ts'
import { type Exchange, freshness } from './freshness.ts'
import { discard, readBody } from './http-body.ts'
import { toHttpError } from './http-errors.ts'
import { type HttpOptions, type ResolvedHttpOptions, resolveHttpOptions } from './http-options.ts'
import { openLine } from './line.ts'
import { refusal } from './refusal.ts'
import type { ResponseHeaders } from './response-headers.ts'
import { abortError } from './until-aborted.ts'
import {
  conditionsOf,
  confirmsAnother,
  type HttpKnown,
  knownOf,
  readKnown,
  resourceOf,
  storedHeaders,
  updateKnown,
} from './validators.ts'

export type { HttpOptions, HttpTimeouts } from './http-options.ts'

/**
 * A fetcher for a URL.
 *
 * Only a whole 200 brings a value, and only a 304 to our own validators confirms one; credentials in the URL become an
 * `authorization` header. Redirects are not followed.
 *
 * @throws TypeError on a wrong option
 * @example http('https://cdn.example.com/prices.json.gz', { cache: true })
 */
export function http(url: string | URL, options: HttpOptions = {}): Fetcher {
  const resolved = resolveHttpOptions(url, options)
  const line = openLine(resolved.dispatcher, resolved.timeouts.connect)
  const resource = resourceOf(resolved.url)

  async function ask(known: HttpKnown | undefined, attempt: Attempt): Promise<Asked> {
    const conditions = conditionsOf(known)
    const answer = await exchange(line, resolved, conditions, attempt)
    const confirmed = answer.status === 304 && Object.keys(conditions).length > 0 ? known : undefined
    if (confirmed === undefined || !confirmsAnother(confirmed, answer.headers)) return { answer, confirmed }
    // A 304 for a version that is not ours (RFC 9111, section 4.3.4): the whole thing, then.
    await discard(answer.body)
    return ask(undefined, attempt)
  }

  async function probe(known: Known | undefined, context: FetchContext): Promise<Probe> {
    const attempt = startAttempt(context.signal)
    try {
      const { answer, confirmed } = await ask(readKnown(resource, known), attempt)
      if (!confirmed) return changed(answer, resource, resolved, context, attempt)
      // A 304 has no body, so this takes no time; the next request finds the connection free.
      await discard(answer.body)
      attempt.end()
      return unchanged(answer, confirmed, resolved)
    } catch (error) {
      attempt.end()
      throw attempt.signal.aborted ? abortError(attempt.signal, 'probe') : toHttpError(error, 'probe')
    }
  }

  return {
    name: resolved.url.origin + resolved.url.pathname,
    init: () => line.join(),
    probe,
    close: () => line.leave(),
  }
}

interface Asked {
  readonly answer: Answer
  /** What the answer confirms. */
  readonly confirmed: HttpKnown | undefined
}

function unchanged(answer: Answer, known: HttpKnown, options: ResolvedHttpOptions): Unchanged {
  const updated = updateKnown(known, answer.headers)
  return {
    changed: false,
    freshFor: freshFor(storedHeaders(known, answer.headers), answer, options),
    known: updated === known ? undefined : updated,
  }
}

function changed(
  answer: Answer,
  resource: string,
  options: ResolvedHttpOptions,
  { maxBytes }: FetchContext,
  attempt: Attempt,
): Changed {
  try {
    const size = judge(answer, options, maxBytes)
    const known = knownOf(resource, answer.headers)
    const limits = { size, maxBytes, stallMs: options.timeouts.stall, allowEmpty: options.allowEmpty }
    return {
      changed: true,
      version: known.etag ?? known.lastModified,
      size,
      freshFor: freshFor(answer.headers, answer, options),
      encoding: contentEncoding(answer.headers),
      known,
      open(signal) {
        attempt.follow(signal)
        return readBody(answer.body, limits, attempt)
      },
    }
  } catch (error) {
    void discard(answer.body)
    throw error
  }
}

/** The announced size of a body that may be taken. */
function judge({ status, headers, wallClock }: Answer, options: ResolvedHttpOptions, maxBytes: number) {
  // A redirect ends here as well; to follow one would be the business of `ask`.
  const refused = refusal(status, headers, { now: wallClock, retryAfterCapMs: options.retryAfterCapMs })
  if (refused) throw refused
  if (status === 304) {
    throw new TermError('ERR_TERM_PROTOCOL', 'The origin answered 304 to a request without conditions', {
      stage: 'probe',
      status,
    })
  }
  const { allowEmpty, allowUnframed } = options
  return announcedSize(headers, { maxBytes, allowEmpty, allowUnframed })
}

function freshFor(
  headers: ResponseHeaders,
  times: Exchange,
  options: ResolvedHttpOptions,
): number | undefined {
  if (!options.cache) return undefined
  const declared = freshness(headers, times).freshFor
  if (declared === undefined) return undefined
  return Math.min(options.maxRefreshMs, Math.max(options.minRefreshMs, declared))
}
