/** One pool of connections for all fetchers of an origin: what is shared, what is not, and who closes it. @module */

import { setTimeout as delay } from 'node:timers/promises'
import { Agent } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { http, json, remoteTerm, supervise } from '../../../src/index.ts'
import { serveOrigin } from '../../support/origin.ts'
import { contextOf, fetchText, httpFetcher } from '../../support/probing.ts'

const MOST = 16
const paths = (count: number) => Array.from({ length: count }, (_, index) => `/${index}.json`)

async function slowOrigin(count: number) {
  const origin = await serveOrigin()
  onTestFinished(() => origin.close())
  for (const path of paths(count))
    origin.reply(path, async (_, response) => {
      await delay(5)
      response.setHeader('etag', `"${path}"`).end(JSON.stringify({ path }))
    })
  return origin
}

describe('the connections of fetchers to one origin', () => {
  it('P15: are 16 at most, for 200 terms that ask at once, and all are closed with the tree', async () => {
    const origin = await slowOrigin(200)
    const terms = paths(200).map((path, index) =>
      remoteTerm({
        name: `term-${index}`,
        fetcher: http(origin.url + path),
        deserialize: json<{ path: string }>,
        start: 'background',
      }),
    )
    const tree = await supervise(Object.fromEntries(terms.map((term) => [term.name, term])), {
      observers: [],
    })
    await Promise.all(terms.map((term) => term.ready()))
    expect(origin.connections).toBeLessThanOrEqual(MOST)
    await Promise.all(terms.map((term) => term.refresh()))
    expect(origin.requests).toHaveLength(400)
    expect(origin.connections).toBeLessThanOrEqual(MOST)
    await tree.stop()
    await origin.drained()
  })

  it('are as many as `connections` says', async () => {
    const origin = await slowOrigin(20)
    const fetchers = paths(20).map((path) => httpFetcher(origin.url + path, { connections: 2 }))
    await Promise.all(fetchers.map((fetcher) => fetcher.init?.(contextOf())))
    await Promise.all(fetchers.map((fetcher) => fetchText(fetcher)))
    expect(origin.connections).toBe(2)
    expect(() => http(origin.url, { connections: 0 })).toThrow('connections')
    expect(() => http(origin.url, { connections: 4, dispatcher: new Agent() })).toThrow('connections')
  })

  it('are used one after the other by fetchers that take turns', async () => {
    const origin = await slowOrigin(10)
    const fetchers = paths(10).map((path) => httpFetcher(origin.url + path))
    for (const fetcher of fetchers) await fetcher.init?.(contextOf())
    for (const fetcher of fetchers) {
      await fetchText(fetcher)
      // The connection is free again in the next turn.
      await delay(1)
    }
    expect(origin.connections).toBe(1)
  })

  it('stay open until the last fetcher is closed', async () => {
    const origin = await slowOrigin(2)
    const [one, other] = paths(2).map((path) => http(origin.url + path))
    await one?.init?.(contextOf())
    await other?.init?.(contextOf())
    await fetchText(one as never)
    await one?.close?.()
    await delay(1)
    await fetchText(other as never)
    expect([origin.connections, origin.open]).toEqual([1, 1])
    await other?.close?.()
    await origin.drained()
  })

  it('end with a request that its own term calls off, and not with that of another', async () => {
    const origin = await slowOrigin(2)
    origin.reply('/hangs', () => {})
    const controller = new AbortController()
    const hanging = httpFetcher(`${origin.url}/hangs`)
    const calm = httpFetcher(`${origin.url}/0.json`)
    for (const fetcher of [hanging, calm]) await fetcher.init?.(contextOf())
    const probing = hanging.probe(undefined, contextOf({ signal: controller.signal }))
    await origin.received(1)
    const reading = fetchText(calm)
    controller.abort()
    await expect(probing).rejects.toMatchObject({ stage: 'probe' })
    expect(await reading).toContain('/0.json')
  })

  it.each([
    ['another bound on connecting', { timeouts: { connect: '4s' } }],
    ['another age', { maxConnectionAge: '4m' }],
    ['another allowance of addresses', { allowAddresses: ['link-local'] }],
    ['a dispatcher of its own', { dispatcher: new Agent() }],
  ] as const)('are not shared with a fetcher that has %s', async (_, options) => {
    const origin = await slowOrigin(2)
    const one = httpFetcher(`${origin.url}/0.json`)
    const other = httpFetcher(`${origin.url}/1.json`, options)
    await fetchText(one)
    await delay(1)
    await fetchText(other)
    expect(origin.connections).toBe(2)
  })

  it('F08: one that died is found dead though another fetcher opens one at that moment', async () => {
    const origin = await slowOrigin(1)
    origin.reply('/', { body: 'fine' }, (request) => void request.socket.end(), { body: 'fine' })
    origin.reply('/busy', async (_, response) => {
      await delay(50)
      response.end('busy')
    })
    const [dying, busy] = [httpFetcher(origin.url), httpFetcher(`${origin.url}/busy`)]
    await fetchText(dying)
    await delay(1)
    // The first takes the connection that is there, so the second has to open one.
    const [again, other] = await Promise.all([fetchText(dying), fetchText(busy)])
    expect([again, other]).toEqual(['fine', 'busy'])
  })
})
