/** Fetches over HTTP: one conditional GET is both the probe and the download. @module */

import { notLoaded } from '../reasons/index.ts'
import { withDictionary } from './contract/by-dictionary.ts'
import type { Fetcher } from './fetcher.ts'
import type { Conversation } from './http/conversation.ts'
import { type HttpOptions, resolveHttpOptions } from './http/options.ts'

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
  let begun: Promise<Conversation> | undefined
  const begin = (): Promise<Conversation> => {
    begun ??= load().then(({ conversation }) => conversation(resolved))
    return begun
  }
  const fetcher: Fetcher = {
    name: resolved.url.origin + resolved.url.pathname,
    origin: resolved.url.origin,
    init: async () => (await begin()).join(),
    // The loading happens once in a process, and no request's time counts it.
    probe: async (known, context) => (await begin()).probe(known, context),
    close: async () => (await begun)?.leave(),
  }
  return resolved.dictionary ? withDictionary(fetcher) : fetcher
}

type Talking = typeof import('./http/conversation.ts')
let talking: Promise<Talking> | undefined

/**
 * What talks HTTP takes longer to load than all else of everterm, most of it for undici, and not everyone fetches over HTTP.
 * It is imported once: in a bundle, a module that failed to load looks as if it were there when it is imported again.
 */
function load(): Promise<Talking> {
  talking ??= import('./http/conversation.ts').catch((error: unknown) => {
    throw notLoaded('undici', error)
  })
  return talking
}
