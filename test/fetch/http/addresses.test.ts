/** Names that lead to where nothing is fetched from. @module */

import type { LookupFunction } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type OwnAgent, ownAgent } from '../../../src/fetch/http/own-agent.ts'
import { isLinkLocal } from '../../../src/fetch/transfer/link-local.ts'
import { serveOrigin } from '../../support/origin.ts'

type Address = { address: string; family: number }

/** Answers each in turn, the last for ever. */
function dns(...answers: Address[][]): LookupFunction {
  return (_, options, callback) => {
    const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? []
    const [first = { address: '', family: 4 }] = addresses
    if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  }
}

function agentWith(lookup: LookupFunction): OwnAgent {
  const own = ownAgent({ connect: 5_000, proxied: false, lookup })
  onTestFinished(() => own.destroy())
  return own
}

const ask = async ({ agent }: OwnAgent, port: number): Promise<string> => {
  const { body } = await agent.request({ origin: `http://data.example:${port}`, path: '/', method: 'GET' })
  return body.text()
}

const LOOPBACK = { address: '127.0.0.1', family: 4 }
const METADATA = { address: '169.254.169.254', family: 4 }
const forbidden = { code: 'ERR_TERM_DNS', stage: 'probe', message: expect.stringContaining('link-local') }

describe('F16 a name', () => {
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

describe('F17 a name that changes its mind', () => {
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
  it.each(['169.254.0.1', 'fe80::1', 'febf::1', '::ffff:a9fe:1', '64:ff9b::169.254.169.254'])(
    'is link-local: %s',
    (address) => {
      expect(isLinkLocal(address)).toBe(true)
    },
  )

  it.each([
    '169.253.0.1',
    '127.0.0.1',
    '10.0.0.1',
    '::1',
    'fec0::1',
    'fd00::1',
    '64:ff9b::808:808',
    'a.b',
    '',
  ])('is not: %s', (address) => {
    expect(isLinkLocal(address)).toBe(false)
  })
})
