/** Which of several variants of a resource an answer is: told by the request headers that `Vary` names. @module */

import { createHash, createHmac, randomBytes } from 'node:crypto'
import { listHeader } from '../response-headers.ts'
import type { RequestHeaders } from './request-headers.ts'

// The others may be secrets: what is kept of them must not serve to guess them, so its key dies with the process.
const PLAIN: ReadonlySet<string> = new Set(['accept', 'accept-encoding', 'accept-language', 'user-agent'])
const KEY = randomBytes(32)

/** A short digest of what the request said where `Vary` makes it matter (RFC 9111, section 4.1). */
export function variantOf(vary: string | undefined, headers: RequestHeaders): string | undefined {
  if (vary === undefined) return undefined
  const named = listHeader(vary)
  const names = named.includes('*') ? Object.keys(headers) : named
  const values = [...new Set(names)].sort().map((name) => [name, headers[name]])
  const hash = names.every((name) => PLAIN.has(name)) ? createHash('sha256') : createHmac('sha256', KEY)
  return hash.update(JSON.stringify(values)).digest('base64url').slice(0, 22)
}
