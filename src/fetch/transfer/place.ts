/** Which host and port a connection was meant for: enough to find a typo, and nothing that may be secret. @module */

import { fieldOf } from '../../base/errors.ts'

export interface Host {
  readonly protocol: string
  readonly hostname: string
  /** Absent or empty: that of the protocol. */
  readonly port?: number | string | null | undefined
}

/** `cdn.example.com:443`. */
export const hostAndPort = ({ protocol, hostname, port }: Host): string =>
  joined(hostname, port || (protocol === 'https:' ? 443 : 80))

/** The host and the port that Node names in a failure: those of the proxy, where that was not reached. */
export function placeOfFailure(thrown: unknown): string | undefined {
  const [name, address, port] = ['hostname', 'address', 'port'].map((field) => fieldOf(thrown, field))
  const host = [name, address].find((one) => typeof one === 'string')
  if (typeof host === 'string') return joined(host, typeof port === 'number' ? port : undefined)
  // The name had several addresses, and each was tried.
  const errors = fieldOf(thrown, 'errors')
  return Array.isArray(errors) && errors.length > 0 ? placeOfFailure(errors[0]) : undefined
}

const joined = (host: string, port: number | string | undefined): string => {
  const bare = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  return port === undefined ? bare : `${bare}:${port}`
}
