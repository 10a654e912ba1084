/** The keys of an issuer of tokens, for `jose`, over a term: an outage of the issuer is none of the service. @module */

import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { type Duration, http, json, type RemoteTerm, remoteTerm } from '../../src/index.ts'

/**
 * A term of the keys that an issuer publishes.
 *
 * @param cooldown - tokens with invented key ids cost the issuer one request in this time, however many come
 */
export const keysOf = (url: string, cooldown: Duration = '30s') =>
  remoteTerm({
    name: 'keys',
    // The issuer's Cache-Control says how often to ask.
    fetcher: http(url, { cache: true }),
    deserialize: json<JSONWebKeySet>,
    // A set without keys would refuse everybody. It is refused itself, and the last one stays.
    validate: ({ keys }) => Array.isArray(keys) && keys.length > 0,
    maxStale: '1h',
    cooldown,
  })

/**
 * Gives `jwtVerify` the key that a token asks for. A token with a key that isn't there makes the term look for it: that is how
 * a key which was just brought in is found before the next poll.
 */
export function keySet(term: RemoteTerm<JSONWebKeySet>): JWTVerifyGetKey {
  let known: JSONWebKeySet | undefined
  let inKnown: ReturnType<typeof createLocalJWKSet>
  // Keys are imported once for each version, not for each token.
  const current = () => {
    const live = term.get()
    if (live !== known) inKnown = createLocalJWKSet(live)
    known = live
    return inKnown
  }
  return async (header, token) => {
    try {
      return await current()(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      // Whether the issuer answers or not: what is known then decides.
      await term.refresh().catch(() => {})
      return current()(header, token)
    }
  }
}
