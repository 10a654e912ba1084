/** Fetches over HTTP: one conditional GET is both the probe and the download. @module */

import type { FetchContext, Fetcher, Known, Probe } from './fetcher.ts'
import { confirmation, delivery } from './http/answer.ts'
import { type Asked, ask } from './http/ask.ts'
import { discard } from './http/discard.ts'
import type { Way } from './http/exchange.ts'
import { openLine } from './http/line.ts'
import { type HttpOptions, resolveHttpOptions } from './http/options.ts'
import { startAttempt } from './transfer/attempt.ts'
import { toHttpError } from './transfer/errors.ts'
import { abortError } from './until-aborted.ts'

export type { HttpOptions } from './http/options.ts'
export type { RedirectPolicy } from './http/redirect.ts'
export type { RefusedAddress } from './transfer/refused-addresses.ts'
export type { HttpMinRate, HttpTimeouts } from './transfer/timeouts.ts'

/**
 * A fetcher for a URL.
 *
 * Only a whole 200 brings a value, and only a 304 to our own validators confirms one. A body that is cut is continued
 * where its ETag is strong. Credentials in the URL become an `authorization` header.
 *
 * @throws TypeError on a wrong option
 * @example http('https://cdn.example.com/prices.json.gz', { cache: true })
 */
export function http(url: string | URL, options: HttpOptions = {}): Fetcher {
  const resolved = resolveHttpOptions(url, options)
  const { timeouts, dispatcher, proxies, allowAddresses, maxConnectionAgeMs: maxAge } = resolved
  const line = openLine(dispatcher, { connect: timeouts.connect, proxies, allowAddresses, maxAge })

  async function judge(asked: Asked, { maxBytes }: FetchContext, way: Way): Promise<Probe> {
    const { answer, confirmed } = asked
    if (confirmed) {
      // A 304 has no body, so this takes no time; the next request finds the connection free.
      await discard(answer.body)
      way.attempt.end()
      return confirmation(asked, confirmed, resolved)
    }
    try {
      return delivery(asked, maxBytes, way, resolved)
    } catch (error) {
      void discard(answer.body)
      throw error
    }
  }

  async function probe(known: Known | undefined, context: FetchContext): Promise<Probe> {
    const attempt = startAttempt(context.signal)
    const way: Way = { line, timeouts, attempt }
    try {
      await line.open(attempt.signal)
      return await judge(await ask(way, resolved, known), context, way)
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
