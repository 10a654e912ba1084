/** The engine at an address: what an address says to the options of an engine. @module */

import type { NatsOptions } from './nats.ts'
import type { RedisOptions } from './redis.ts'

export type EngineAddress = { readonly nats: NatsOptions } | { readonly redis: RedisOptions }

/** The schemes that an address of an engine may begin with. */
export const ENGINE_SCHEMES = ['nats:', 'tls:', 'redis:', 'rediss:'] as const

/** `undefined` for what is no address of an engine. The options that it becomes may be wrong still, as the engine says. */
export function engineAddress(text: string): EngineAddress | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, host } = new URL(text)
  if (host === '') return undefined
  switch (protocol) {
    case 'nats:':
    case 'tls:':
      return { nats: { servers: text } }
    case 'redis:':
    case 'rediss:':
      return { redis: { url: text } }
    default:
      return undefined
  }
}
