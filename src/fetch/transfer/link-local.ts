/** The addresses at which clouds hand out credentials: never a place for data. @module */

import { BlockList, isIP } from 'node:net'

const LINK_LOCAL = new BlockList()
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4')
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6')
LINK_LOCAL.addAddress('fd00:ec2::254', 'ipv6')
// The same addresses behind a gateway from IPv6 to IPv4 (RFC 6052).
LINK_LOCAL.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6')

/** Is this such an address? Names are not. */
export function isLinkLocal(address: string): boolean {
  const plain = address.replace(/%.*$/, '')
  const family = isIP(plain)
  return family !== 0 && LINK_LOCAL.check(plain, family === 6 ? 'ipv6' : 'ipv4')
}

/** Is the host of this URL such an address, written out? The URL parser has made `0xa9fe.43518` and the like plain. */
export const hasLinkLocalHost = ({ hostname }: URL): boolean =>
  isLinkLocal(hostname.replace(/^\[(.*)\]$/, '$1'))
