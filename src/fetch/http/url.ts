/** The URL of an HTTP origin, checked at the door; no message repeats it, since a part may be secret. @module */

import { hrefOf } from '../../base/checks.ts'
import { percentDecoded } from '../../base/percent-decoded.ts'
import { type RefusedAddress, refusedAddress } from '../transfer/refused-addresses.ts'
import { urlSeen } from '../transfer/url-seen.ts'

/** An http or https URL without its credentials, and the `authorization` header that they make. */
export interface HttpUrl {
  readonly url: URL
  readonly authorization: string | undefined
}

/** @throws TypeError on a URL that is not http or https, or whose host is an address that is refused */
export function resolveHttpUrl(value: unknown, allowed: readonly RefusedAddress[]): HttpUrl {
  const given = hrefOf(value) ?? ''
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new TypeError(`http: expected \`url\` to be an http or https URL, ${urlSeen(value)}`)
  }
  const refused = refusedAddress(url.hostname, allowed)
  if (refused !== undefined) {
    throw new TypeError(
      `http: expected \`url\` to be of a public or private host, got \`${url.hostname}\` (${refused}; see \`allowAddresses\`)`,
    )
  }
  const authorization = basicCredentials(url)
  url.username = ''
  url.password = ''
  url.hash = ''
  return { url, authorization }
}

// RFC 7617.
function basicCredentials({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined
  const [user, word] = [username, password].map(percentDecoded)
  if (user === undefined || word === undefined)
    throw new TypeError('http: expected `url` to have credentials in percent-encoding')
  return `Basic ${Buffer.from(`${user}:${word}`).toString('base64')}`
}
