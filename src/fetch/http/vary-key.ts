/** Tells which of several variants of a resource an answer is, by the request headers that `Vary` names. @module */

import { createHash, createHmac, type Hash, type Hmac, randomBytes } from 'node:crypto'
import { listHeader } from '../headers/response-headers.ts'
import type { RequestHeaders } from './request-headers.ts'

// Other headers may be secret. What is kept of them must not serve to guess them, so the key dies with the process.
const PLAIN: ReadonlySet<string> = new Set(['accept', 'accept-encoding', 'accept-language', 'user-agent'])
const KEY = randomBytes(32)

/**
 * Short digests of the request headers that `Vary` makes matter (RFC 9111, section 4.1): one of what the client can take,
 * and after a dot one of all else, such as a token.
 */
export function varyKey(vary: string | undefined, headers: RequestHeaders): string | undefined {
  if (vary === undefined) return undefined
  const named = listHeader(vary)
  const names = [...new Set(named.includes('*') ? Object.keys(headers) : named)].sort()
  const said = (isPlain: boolean) =>
    names.filter((name) => PLAIN.has(name) === isPlain).map((name) => [name, headers[name]])
  return `${short(createHash('sha256'), said(true))}.${short(createHmac('sha256', KEY), said(false))}`
}

/** Are both variants for clients that can take the same, whoever these are? */
export const isForSameTaste = (a: string | undefined, b: string | undefined): boolean =>
  a?.split('.')[0] === b?.split('.')[0]

const short = (hash: Hash | Hmac, said: unknown): string =>
  hash.update(JSON.stringify(said)).digest('base64url').slice(0, 22)
