/** Names that lead to where nothing is fetched from. @module */

import type { LookupFunction } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type OwnAgent, ownAgent } from '../../../src/fetch/http/own-agent.ts'
import { http } from '../../../src/fetch/http.ts'
import { type RefusedAddress, refusedAddress } from '../../../src/fetch/transfer/refused-addresses.ts'
import { serveOrigin } from '../../support/origin.ts'

type Address = { address: string; family: number }

/** A resolver that gives these answers one after the other, and the last one for ever. */
function dns(...answers: Address[][]): LookupFunction {
  return (_, options, callback) => {
    const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? []
    const [first = { address: '', family: 4 }] = addresses
    if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  }
}

function agentWith(lookup: LookupFunction, allowAddresses: readonly RefusedAddress[] = []): OwnAgent {
  const own = ownAgent({ connect: 5_000, connections: 1, allowAddresses, lookup })
  onTestFinished(() => own.destroy())
  return own
}

const ask = async ({ agent }: OwnAgent, port: number): Promise<string> => {
  const { body } = await agent.request({ origin: `http://data.example:${port}`, path: '/', method: 'GET' })
  return body.text()
}

const LOOPBACK = { address: '127.0.0.1', family: 4 }
const METADATA = { address: '169.254.169.254', family: 4 }
const forbidden = { code: 'ERR_TERM_DNS', stage: 'probe', message: expect.stringContaining('refused') }

describe('F16, P34, S4: a name', () => {
  it('is taken when it leads to the loopback or a private network', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'found')

    expect(await ask(agentWith(dns([LOOPBACK])), origin.port)).toBe('found')
  })

  it.each([
    ['to link-local', [METADATA]],
    ['to link-local in IPv6', [{ address: 'fe80::1%lo', family: 6 }]],
    ['to link-local as IPv6', [{ address: '::ffff:169.254.169.254', family: 6 }]],
    ['to the metadata of a cloud in IPv6', [{ address: 'fd00:ec2::254', family: 6 }]],
    ['there as well as elsewhere', [LOOPBACK, METADATA]],
  ])('is refused when it leads %s, before anything is sent', async (_, addresses) => {
    await using origin = await serveOrigin()

    await expect(ask(agentWith(dns(addresses)), origin.port)).rejects.toMatchObject(forbidden)
    expect(origin.connections).toBe(0)
  })
})

describe('F17, P34: a name that changes its mind', () => {
  it('is asked again for each connection, and what it says then counts', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', { body: 'found', headers: { connection: 'close' } })
    const own = agentWith(dns([LOOPBACK], [METADATA]))

    expect(await ask(own, origin.port)).toBe('found')
    await origin.drained()
    await expect(ask(own, origin.port)).rejects.toMatchObject(forbidden)
    expect(origin.connections).toBe(1)
  })
})

describe('an address', () => {
  it.each<[string, string | undefined]>([
    ['169.254.0.1', 'link-local'],
    ['169.254.255.255', 'link-local'],
    ['169.254.0.23', 'link-local'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['febf::1', 'link-local'],
    ['fd00:ec2::254', 'instance-metadata'],
    ['fd00:ec2::23', 'container-credentials'],
    ['100.100.100.200', 'alibaba-metadata'],
    ['168.63.129.16', 'azure-host'],
    ['192.0.0.192', 'oracle-metadata'],
    ['fd20:ce::254', 'google-metadata'],
    ['fd20:00ce:0:0:0:0:0:254', 'google-metadata'],
    ['fd00:100::100:200', 'alibaba-metadata'],
    ['fd00:a9fe:a9fe::1', 'akamai-metadata'],
    ['fd00:c1::a9fe:a9fe', 'oracle-metadata'],
    ['fd00:42::42', 'scaleway-metadata'],
    ['fd00:42::43', undefined],
    ['169.253.0.1', undefined],
    ['169.255.0.1', undefined],
    ['100.100.100.201', undefined],
    ['168.63.129.17', undefined],
    ['192.0.0.191', undefined],
    ['127.0.0.1', undefined],
    ['10.0.0.1', undefined],
    ['::', undefined],
    ['::1', undefined],
    ['fec0::1', undefined],
    ['fd00::1', undefined],
    ['fd20:ce::255', undefined],
    ['a.b', undefined],
    ['', undefined],
  ])('%s is refused as %s', (address, name) => {
    expect(refusedAddress(address)).toBe(name)
    expect(refusedAddress(`[${address}]`)).toBe(name)
  })

  // The address in hexadecimal, and with each digit inverted.
  const HOSTS = [
    ['169.254.169.254', 'a9fe:a9fe', '5601:5601', 'link-local'],
    ['100.100.100.200', '6464:64c8', '9b9b:9b37', 'alibaba-metadata'],
    ['168.63.129.16', 'a83f:8110', '57c0:7eef', 'azure-host'],
    ['192.0.0.192', 'c000:00c0', '3fff:ff3f', 'oracle-metadata'],
  ] as const
  it.each(HOSTS)('%s is refused in each form that leads there from IPv6', (dotted, hex, inverted, name) => {
    const [high = '', low = ''] = hex.split(':')
    const bytes = [high.slice(0, 2), high.slice(2), low.slice(0, 2), low.slice(2)]
    const forms = {
      mapped: `::ffff:${dotted}`,
      compatible: `::${dotted}`,
      translated: `::ffff:0:${dotted}`,
      nat64: `64:ff9b::${dotted}`,
      'nat64 for local use': `64:ff9b:1:abcd::${dotted}`,
      'nat64 with 48 bits of prefix': `64:ff9b:1:${high}:${bytes[2]}:${bytes[3]}00::`,
      'nat64 with 56 bits of prefix': `64:ff9b:1:ab${bytes[0]}:${bytes[1]}:${low}::`,
      'nat64 with 64 bits of prefix': `64:ff9b:1:abcd:${bytes[0]}:${bytes[1]}${bytes[2]}:${bytes[3]}00:0`,
      '6to4': `2002:${hex}::1`,
      isatap: `2001:db8::5efe:${dotted}`,
      'isatap, universal': `2001:db8::200:5efe:${dotted}`,
      'the server of teredo': `2001:0:${hex}::1`,
      'the client of teredo': `2001:0:1:2:3:4:${inverted}`,
    }
    const seen = Object.fromEntries(Object.keys(forms).map((form) => [form, name]))

    expect(
      Object.fromEntries(Object.entries(forms).map(([form, one]) => [form, refusedAddress(one)])),
    ).toEqual(seen)
    for (const form of Object.values(forms)) expect(() => http(`http://[${form}]/`)).toThrow(/`url`/)
  })

  it.each([
    '64:ff9b::8.8.8.8',
    '2002:808:808::1',
    '::8.8.8.8',
    '::ffff:10.0.0.1',
    '2001:db8::a9fe:a9fe',
    '2001:0:1:2:3:4:a9fe:a9fe',
  ])('of another machine in such a form is not refused: %s', (address) => {
    expect(refusedAddress(address)).toBeUndefined()
  })
})

describe('an allowance', () => {
  it('is of one row alone: link-local is not the metadata within it', () => {
    expect(refusedAddress('169.254.7.7', ['link-local'])).toBeUndefined()
    expect(refusedAddress('169.254.169.254', ['link-local'])).toBe('instance-metadata')
    expect(refusedAddress('169.254.170.2', ['link-local'])).toBe('container-credentials')
    expect(refusedAddress('169.254.42.42', ['link-local'])).toBe('scaleway-metadata')
    expect(refusedAddress('169.254.169.254', ['instance-metadata'])).toBe('link-local')
    expect(refusedAddress('64:ff9b::6464:64c8', ['alibaba-metadata'])).toBeUndefined()
    expect(refusedAddress('168.63.129.16', ['alibaba-metadata'])).toBe('azure-host')
  })

  it('counts for the URL, and is checked at the door', () => {
    const url = 'http://100.100.100.200/'

    expect(http(url, { allowAddresses: ['alibaba-metadata'] }).name).toBe(url)
    expect(() => http(url, { allowAddresses: ['azure-host'] })).toThrow(
      /alibaba-metadata; see `allowAddresses`/,
    )
    expect(() => http(url, { allowAddresses: ['100.100.100.200' as never] })).toThrow(TypeError)
    expect(() => http(url, { allowAddresses: 'alibaba-metadata' as never })).toThrow(TypeError)
  })

  it('counts for names', async () => {
    const own = agentWith(dns([{ address: '100.100.100.200', family: 4 }]), ['alibaba-metadata'])
    const error = await own.agent
      .request({ origin: 'http://data.example', path: '/', method: 'GET', signal: AbortSignal.timeout(20) })
      .catch((thrown: unknown) => thrown)

    expect(error).not.toMatchObject({ code: 'ERR_TERM_DNS' })
  })
})
