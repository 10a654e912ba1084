/** The addresses of servers of NATS: where they are, and as whom one comes, which the client takes out of no address. @module */

import { unexpected } from '../../../base/unexpected.ts'
import { type Credentials, credentialsIn } from '../credentials.ts'

export interface NatsServers {
  /** `host:port`, or with `nats://` or `tls://` before it: without a secret. */
  readonly servers: readonly string[]
  /** `undefined`: no address has any. */
  readonly credentials: Credentials | undefined
}

const SCHEME = /^(?:nats|tls):\/\//i
const EXAMPLE = "as `'nats.internal:4222'`"

/** @throws TypeError that names the option, and tells nothing of what stands there */
export function natsServers(of: string, value: unknown): NatsServers {
  const given = typeof value === 'string' ? [value] : value
  const isList = Array.isArray(given) && given.length > 0
  if (!isList || !given.every((server) => typeof server === 'string' && server !== ''))
    throw unexpected(of, 'servers', 'an address, or an array of them', given, EXAMPLE)
  const read = given.map((server: string) => serverIn(of, server))
  const found = read.flatMap(({ credentials }) => credentials ?? [])
  if (new Set(found.map((one) => JSON.stringify(one))).size > 1)
    throw new TypeError(`${of}: expected \`servers\` to have one user and password for all`)
  return { servers: read.map(({ server }) => server), credentials: found[0] }
}

/** The client takes an address of IPv6 with and without brackets. */
const isHost = (host: string): boolean => URL.canParse(`http://${host}`) || URL.canParse(`http://[${host}]`)

function serverIn(of: string, given: string) {
  const [scheme = ''] = SCHEME.exec(given) ?? []
  const place = given.slice(scheme.length)
  const at = place.lastIndexOf('@')
  const host = place.slice(at + 1).replace(/[/?#].*$/s, '')
  if (place.includes('://') || !isHost(host))
    throw new TypeError(`${of}: expected \`servers\` to be addresses of servers, ${EXAMPLE}`)
  const server = scheme + host
  if (at < 0) return { server, credentials: undefined }
  const [username = '', ...password] = place.slice(0, at).split(':')
  return { server, credentials: credentialsIn(of, 'servers', { username, password: password.join(':') }) }
}
