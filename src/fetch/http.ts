/** Fetches over HTTP: one conditional GET is both the probe and the download. @module */

import type { FetchContext, Fetcher, Known, Probe } from './fetcher.ts'
import { confirmation, delivery } from './http/answer.ts'
import { type Attempt, startAttempt } from './http/attempt.ts'
import { discard } from './http/body.ts'
import { toHttpError } from './http/errors.ts'
import { type Answer, exchange } from './http/exchange.ts'
import { openLine } from './http/line.ts'
import { type HttpOptions, resolveHttpOptions } from './http/options.ts'
import { conditionsOf, confirmsAnother, type HttpKnown, readKnown, resourceOf } from './http/validators.ts'
import { abortError } from './until-aborted.ts'

export type { HttpOptions, HttpTimeouts } from './http/options.ts'

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

  async function judge({ answer, confirmed }: Asked, { maxBytes }: FetchContext, attempt: Attempt) {
    if (confirmed) {
      // A 304 has no body, so this takes no time; the next request finds the connection free.
      await discard(answer.body)
      attempt.end()
      return confirmation(answer, confirmed, resolved)
    }
    try {
      return delivery(answer, { resource, maxBytes, attempt }, resolved)
    } catch (error) {
      void discard(answer.body)
      throw error
    }
  }

  async function probe(known: Known | undefined, context: FetchContext): Promise<Probe> {
    const attempt = startAttempt(context.signal)
    try {
      return await judge(await ask(readKnown(resource, known), attempt), context, attempt)
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
