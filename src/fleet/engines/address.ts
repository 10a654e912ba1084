/** The engine at an address: what an address says to the options of an engine. @module */

import type { NatsOptions } from './nats.ts'
import type { RedisOptions } from './redis.ts'

export type EngineAddress = { readonly nats: NatsOptions } | { readonly redis: RedisOptions }

/** The schemes that an address of an engine may begin with. */
export const ENGINE_SCHEMES = ['nats:', 'tls:', 'redis:', 'rediss:'] as const

/** `undefined` for what is no address of an engine. The user and the password of a URL become options. */
export function engineAddress(text: string): EngineAddress | undefined {
  if (!URL.canParse(text)) return undefined
  const { protocol, host, username, password } = new URL(text)
  if (host === '') return undefined
  switch (protocol) {
    case 'nats:':
    case 'tls:': {
      const [user, pass] = [username, password].map((part) => decoded(part) || undefined)
      return { nats: { servers: `${protocol}//${host}`, user, pass } }
    }
    case 'redis:':
    case 'rediss:':
      return { redis: { url: text } }
    default:
      return undefined
  }
}

/** A `%` that somebody has not escaped stands for itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
