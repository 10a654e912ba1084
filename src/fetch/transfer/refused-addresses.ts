/** The addresses at which clouds hand out credentials and configuration, and never data. @module */

import { BlockList, isIP } from 'node:net'
import { unexpected } from '../../base/unexpected.ts'
import { embeddedAddresses } from './embedded-addresses.ts'

/**
 * All that is refused, by the name that allows it again. An address may stand in several rows, and is refused as long as
 * one of them is not allowed.
 */
const TABLE = {
  // RFC 3927 and RFC 4291, section 2.5.6.
  'link-local': ['169.254.0.0/16', 'fe80::/10'],
  // Amazon EC2 (User Guide, "Use the Instance Metadata Service"), and so Google, Azure, Oracle, OpenStack and more.
  'instance-metadata': ['169.254.169.254/32', 'fd00:ec2::254/128'],
  // Amazon ECS ("IAM roles for tasks") and EKS ("Pod Identity").
  'container-credentials': ['169.254.170.2/32', '169.254.170.23/32', 'fd00:ec2::23/128'],
  // Alibaba Cloud ECS ("View instance metadata"); amid the addresses of carriers (RFC 6598), not link-local.
  'alibaba-metadata': ['100.100.100.200/32', 'fd00:100::100:200/128'],
  // Akamai Connected Cloud, once Linode ("Metadata service API"; cloud-init, "Akamai").
  'akamai-metadata': ['fd00:a9fe:a9fe::1/128'],
  // Azure ("What is IP address 168.63.129.16?"): a public address that is the host of each virtual machine.
  'azure-host': ['168.63.129.16/32'],
  // Oracle Cloud Infrastructure Classic ("Retrieving Instance Metadata"), of the IETF's protocol block (RFC 6890), and its
  // successor over IPv6 (the SDK's signer of instance principals).
  'oracle-metadata': ['192.0.0.192/32', 'fd00:c1::a9fe:a9fe/128'],
  // Scaleway Instances (cloud-init, "Scaleway").
  'scaleway-metadata': ['169.254.42.42/32', 'fd00:42::42/128'],
  // Google Compute Engine ("About VM metadata", for machines with IPv6 alone).
  'google-metadata': ['fd20:ce::254/128'],
} as const

/**
 * An address that nothing is fetched from unless it is allowed: `link-local` (169.254.0.0/16, fe80::/10),
 * `instance-metadata` (169.254.169.254, fd00:ec2::254), `container-credentials` (169.254.170.2, 169.254.170.23,
 * fd00:ec2::23), `alibaba-metadata` (100.100.100.200, fd00:100::100:200), `akamai-metadata` (fd00:a9fe:a9fe::1), `azure-host`
 * (168.63.129.16), `oracle-metadata` (192.0.0.192, fd00:c1::a9fe:a9fe), `scaleway-metadata` (169.254.42.42, fd00:42::42),
 * `google-metadata` (fd20:ce::254).
 */
export type RefusedAddress = keyof typeof TABLE

const NAMES = Object.keys(TABLE) as RefusedAddress[]
const ROWS = NAMES.map((name) => ({ name, list: blockList(TABLE[name]) }))

/** @throws TypeError that names the option and the value seen */
export function checkAllowed(of: string, value: unknown = []): readonly RefusedAddress[] {
  if (!Array.isArray(value)) throw unexpected(of, 'allowAddresses', 'an array', value)
  for (const name of value) {
    if (!NAMES.includes(name)) throw unexpected(of, 'allowAddresses', `made of ${NAMES.join(', ')}`, name)
  }
  return [...value]
}

/** The row by which an address is refused, in whatever form it is written; the name of a host never is. */
export function refusedAddress(
  address: string,
  allowed: readonly RefusedAddress[] = [],
): RefusedAddress | undefined {
  const plain = address.replace(/^\[|\]$|%.*$/g, '')
  if (isIP(plain) === 0) return undefined
  const rows = ROWS.filter(({ name }) => !allowed.includes(name))
  const addresses = [plain, ...embeddedAddresses(plain)]
  return rows.find(({ list }) => addresses.some((one) => list.check(one, familyOf(one))))?.name
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

function blockList(subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/')
    list.addSubnet(network, Number(prefix), familyOf(network))
  }
  return list
}
