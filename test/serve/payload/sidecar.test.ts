/** `sidecar()`: what a service of the host has, read as if it came from the origin. @module */

import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { firstOf, http, json, minisign, remoteTerm, sidecar } from '../../../src/index.ts'
import { deferred } from '../../support/deferred.ts'
import { minisignSigner } from '../../support/minisign-signer.ts'
import { type Origin, serveOrigin } from '../../support/origin.ts'
import { ownFolder, runningService } from '../../support/running-service.ts'

/** A service at a socket, which holds the prices of an origin. */
async function serviceOf(origin: Origin, more: object = {}) {
  const socket = join(await ownFolder(), 'everterm.sock')
  const prices = { from: `${origin.url}/prices`, refreshInterval: '1h' as const, ...more }
  const config = { socket, payloads: true, terms: { prices } }
  return { socket, config, running: await runningService(config) }
}

async function grown<T>(term: T & { start(options: object): Promise<{ stop(): Promise<void> }> }) {
  const tree = await term.start({ observers: [] })
  onTestFinished(() => tree.stop())
  return term
}

interface Prices {
  readonly EUR: number
}

/** Whoever is refused needs no patience. */
const SHORT = { policy: 'require', within: '1s' } as const

const read = (socket: string, options: object = {}) =>
  remoteTerm({
    name: 'prices',
    fetcher: sidecar(`unix:${socket}`, { term: 'prices' }),
    refreshInterval: '1h',
    deserialize: json<Prices>,
    ...options,
  })

describe('sidecar', () => {
  it('brings what the service has: bytes, coding, version and time', async () => {
    await using origin = await serveOrigin()
    const body = gzipSync('{"EUR":1}')
    const modified = 'Wed, 21 Oct 2015 07:28:00 GMT'
    const headers = { etag: '"v1"', 'content-encoding': 'gzip', 'last-modified': modified }
    origin.reply('/prices', { body, headers })
    const { socket } = await serviceOf(origin)
    const prices = await grown(read(socket))
    expect(prices.snapshot()).toMatchObject({ value: { EUR: 1 }, version: '"v1"', bytes: body.byteLength })
    expect(prices.history()).toMatchObject([{ modifiedAt: new Date(modified) }])
    expect(prices.status().source).toMatchObject({ name: `sidecar unix:${socket}/prices` })
    expect(origin.requests).toHaveLength(1)
    expect(await prices.refresh()).toBe('unchanged')
    expect(origin.requests).toHaveLength(1)
  })

  it('hears of a new version without being asked', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', '{"EUR":1}')
    const { socket } = await serviceOf(origin, { refreshInterval: '100ms' })
    const prices = await grown(read(socket))
    origin.publish('/prices', '{"EUR":2}')
    await expect.poll(() => prices.get()).toEqual({ EUR: 2 })
  })

  it('waits for a service that has only begun', async () => {
    await using origin = await serveOrigin()
    const given = deferred()
    origin.reply('/prices', async (_, response) => {
      await given.promise
      response.end('{"EUR":1}')
    })
    const { socket } = await serviceOf(origin)
    const starting = grown(read(socket))
    await origin.received(1)
    given.resolve()
    expect((await starting).get()).toEqual({ EUR: 1 })
    expect((await starting).status().failures).toBe(0)
  })

  it('has a value that is as old as it is at the service', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', '{"EUR":1}')
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: new Date('2030-01-01T00:00:00Z') })
    onTestFinished(() => void vi.useRealTimers())
    const { socket } = await serviceOf(origin)
    const prices = await grown(read(socket))
    const first = prices.snapshot().confirmedAt
    expect(first).toEqual(new Date('2030-01-01T00:00:00Z'))
    vi.advanceTimersByTime(600_000)
    await prices.refresh()
    // The service has not been told anything since.
    expect(prices.snapshot().confirmedAt).toEqual(first)
  })

  it('verifies what the service has verified, by the same signature', async () => {
    await using origin = await serveOrigin()
    const signer = minisignSigner()
    const payload = Buffer.from('{"EUR":1}')
    origin.publish('/prices', payload)
    origin.publish('/prices.minisig', signer.sign(payload))
    const { socket } = await serviceOf(origin, { verify: { minisign: signer.publicKey } })
    const prices = await grown(read(socket, { verify: minisign(signer.publicKey) }))
    expect(prices.get()).toEqual({ EUR: 1 })
    const other = read(socket, { name: 'others', verify: minisign(minisignSigner().publicKey), start: SHORT })
    await expect(grown(other)).rejects.toMatchObject({ code: 'ERR_TERM_SIGNATURE' })
  })

  it('gives way to the origin where the service is gone, and comes back', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', '{"EUR":1}')
    const { socket, config, running } = await serviceOf(origin)
    const fetcher = firstOf([sidecar(`unix:${socket}`, { term: 'prices' }), http(`${origin.url}/prices`)], {
      returnAfter: '1ms',
    })
    const prices = await grown(read(socket, { fetcher }))
    expect(prices.status().source).toMatchObject({ fallback: false })
    await running.stop()
    origin.publish('/prices', '{"EUR":2}')
    await prices.refresh()
    expect(prices.get()).toEqual({ EUR: 2 })
    expect(prices.status().source).toMatchObject({ name: `${origin.url}/prices`, fallback: true })
    await runningService(config)
    await expect
      .poll(async () => {
        await prices.refresh()
        return prices.status().source?.fallback
      })
      .toBe(false)
  })

  it('says what is missing at a service that holds no payloads', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', '{"EUR":1}')
    const { socket } = await serviceOf(origin, { payload: false })
    await expect(grown(read(socket, { start: SHORT }))).rejects.toThrow(/"payloads": true/)
  })

  it.each(['unix:./x', 'unix:x.sock', 'unix:'])('says of %j that a path has to be whole', (place) => {
    const call = () => sidecar(place, { term: 'prices' })
    expect(call).toThrow(TypeError)
    expect(call).toThrow(/`address`.*whole path of a socket.*got a relative one: `resolve`/)
  })

  it.each(['unix:relative.sock', 'http://user:secret@127.0.0.1:1', 'http://127.0.0.1:1/path', '', 'ftp://x'])(
    'refuses %j, and repeats nothing of it',
    (place) => {
      expect(() => sidecar(place, { term: 'prices' })).toThrow(/^sidecar: expected `address` to be/)
      expect(() => sidecar(place, { term: 'prices' })).not.toThrow(/secret/)
    },
  )

  it('asks for the name of the term where it has no options', () => {
    expect(() => Reflect.apply(sidecar, undefined, ['http://127.0.0.1:1'])).toThrow("as `{ term: 'prices' }`")
  })
})
