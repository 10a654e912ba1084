/** The addresses of IPv4 that an address of IPv6 leads to by way of a gateway. @module */

import { isIPv6 } from 'node:net'

/** Eight groups of 16 bits; all at once are matched as one text of hexadecimal digits. */
type Form = readonly [pattern: RegExp, read: (hex: string) => string]

const as = (hex: string): string => hex
const inverted = (hex: string): string =>
  [...hex].map((digit) => (15 - Number.parseInt(digit, 16)).toString(16)).join('')

const FORMS: readonly Form[] = [
  // IPv4-compatible and IPv4-mapped (RFC 4291, section 2.5.5), IPv4-translated (RFC 2765, section 2.1).
  [/^0{24}(.{8})$/, as],
  [/^0{20}ffff(.{8})$/, as],
  [/^0{16}ffff0000(.{8})$/, as],
  // NAT64 by its well-known prefix (RFC 6052), and by any prefix within that for local use (RFC 8215).
  [/^0064ff9b0{16}(.{8})$/, as],
  [/^0064ff9b0001.{12}(.{8})$/, as],
  [/^0064ff9b0001(.{4}00.{4}).{10}$/, (hex) => hex.slice(0, 4) + hex.slice(6)],
  [/^0064ff9b0001.{2}(.{2}00.{6}).{8}$/, (hex) => hex.slice(0, 2) + hex.slice(4)],
  [/^0064ff9b0001.{4}00(.{8}).{6}$/, as],
  // 6to4 (RFC 3056), ISATAP (RFC 5214, section 6.1), Teredo's server and client (RFC 4380, section 4).
  [/^2002(.{8}).{20}$/, as],
  [/^.{16}0[0-3]005efe(.{8})$/, as],
  [/^20010000(.{8}).{16}$/, as],
  [/^20010000.{16}(.{8})$/, inverted],
]

/** Takes a legal address without brackets and zone; none is embedded in an address of IPv4. */
export function embeddedAddresses(address: string): string[] {
  if (!isIPv6(address)) return []
  const hex = digitsOf(address)
  return FORMS.flatMap(([pattern, read]) => {
    const found = pattern.exec(hex)?.[1]
    return found === undefined ? [] : [dotted(read(found))]
  })
}

/** All 32 digits; the URL parser has written the last part in hexadecimal, too. */
function digitsOf(address: string): string {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'))
  const [first, last] = [groups(head), groups(tail ?? '')]
  const between = Array<string>(8 - first.length - last.length).fill('0')
  return [...first, ...between, ...last].map((group) => group.padStart(4, '0')).join('')
}

const dotted = (hex: string): string =>
  (hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).join('.')
