/** Fetches a term from a service of this host, which has downloaded it once for all processes. @module */

import { notLoaded } from '../reasons/index.ts'
import type { Fetcher } from './fetcher.ts'
import type { ServiceExchange } from './sidecar/exchange.ts'
import { resolveSidecar, type SidecarOptions } from './sidecar/options.ts'
import { watchService } from './sidecar/watch.ts'
import { sharedUse } from './transfer/shared-use.ts'

export { SIDECAR_HEADERS } from './sidecar/headers.ts'
export type { SidecarOptions } from './sidecar/options.ts'

/**
 * Delivers the payload of a term that `everterm serve` keeps, just as it came there: `sidecar('unix:/run/everterm.sock',
 * { term: 'prices' })`. Of all processes of a host one asks the origin. The service has to hold payloads for that: `payloads:
 * true` in its configuration.
 *
 * The bytes, their coding and media type, the version and the time of the origin's, and the signature that the service has
 * verified, are what they were, so `deserialize`, `sha256` and `verify` are as without it. A new version is heard of at
 * once, while the polls go on. The value is as old as it is at the service.
 *
 * `firstOf([sidecar(...), http(...)])` goes on without the service.
 *
 * @throws TypeError that names the option
 */
export function sidecar(place: string | URL, options: SidecarOptions): Fetcher {
  const resolved = resolveSidecar(place, options)
  /** The tag of the payload that was seen last. */
  let seen: string | undefined
  let begun: Promise<ServiceExchange> | undefined
  const begin = (): Promise<ServiceExchange> => {
    begun ??= load().then(({ exchangeWith }) => exchangeWith(resolved))
    return begun
  }
  const users = sharedUse(async () => {
    const ended = begun
    begun = undefined
    await (await ended)?.end()
  })
  return {
    name: resolved.name,
    init: () => users.join(),
    async probe(known, context) {
      const exchange = await begin()
      const { answer, etag } = await exchange.probe(known, context)
      seen = etag
      return answer
    },
    watch: (hint) =>
      watchService(
        { seen: () => seen, change: async (tag, signal) => (await begin()).change(tag, signal) },
        hint,
      ),
    close: () => users.leave(),
  }
}

type Talking = typeof import('./sidecar/exchange.ts')
let talking: Promise<Talking> | undefined

/** What talks HTTP comes with the first question, as with `http`. */
function load(): Promise<Talking> {
  talking ??= import('./sidecar/exchange.ts').catch((error: unknown) => {
    throw notLoaded('undici', error)
  })
  return talking
}
