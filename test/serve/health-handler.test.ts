/** The three probes of an orchestrator, asked of a real server. @module */

import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { healthHandler, probeAnswer } from '../../src/health.ts'
import { json, remoteTerm } from '../../src/index.ts'
import { createTestSupervisor, fakeFetcher } from '../../src/testing.ts'

const priced = (fetcher = fakeFetcher().serve({ EUR: 1 }), more: object = {}) =>
  remoteTerm({ name: 'prices', fetcher, refreshInterval: '30s', deserialize: json<object>, ...more })

const servers: { close(): void }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function serving(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handler)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address() as { port: number }
  return `http://127.0.0.1:${address.port}`
}

describe('healthHandler', () => {
  it('answers 503 with the reason until the terms have loaded', async () => {
    const prices = priced(fakeFetcher().fail('ERR_TERM_TIMEOUT').serve({ EUR: 1 }))
    await using test = await createTestSupervisor({ prices })
    const url = await serving(healthHandler(test))
    const early = await fetch(`${url}/readyz`)
    expect(early.status).toBe(503)
    expect(await early.json()).toMatchObject({
      probe: 'ready',
      ok: false,
      terms: 1,
      failing: [{ name: 'prices', state: 'backoff', failures: 1, code: 'ERR_TERM_TIMEOUT' }],
    })
    await test.advance('1m')
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect((await fetch(`${url}/startupz?verbose`)).status).toBe(200)
  })

  it('keeps the process alive whatever its terms lack', async () => {
    await using test = await createTestSupervisor({ prices: priced(fakeFetcher().fail()) })
    expect(probeAnswer('live', test.health())).toMatchObject({ status: 200, body: { failing: [] } })
    await test.stop()
    expect(probeAnswer('live', test.health()).status).toBe(503)
  })

  it('says of a process without a tree that it lives and has not started', async () => {
    const url = await serving(healthHandler(() => undefined))
    const status = async (path: string) => (await fetch(url + path)).status
    expect(await Promise.all(['/startupz', '/readyz', '/livez'].map(status))).toEqual([503, 503, 200])
  })

  it('passes on what it isn’t asked', async () => {
    await using test = await createTestSupervisor({ prices: priced() })
    const handler = healthHandler(test, { ready: '/ok' })
    const url = await serving((request, response) =>
      handler(request, response, () => response.writeHead(418).end()),
    )
    const status = async (path: string, method = 'GET') => (await fetch(url + path, { method })).status
    expect(await status('/ok')).toBe(200)
    expect(await status('/ok', 'HEAD')).toBe(200)
    expect(await status('/ok', 'POST')).toBe(418)
    expect(await status('/readyz')).toBe(418)
    expect((await fetch(`${await serving(handler)}/elsewhere`)).status).toBe(404)
  })

  it('tells fifty failing terms and no more', async () => {
    const terms = Array.from({ length: 60 }, (_, index) =>
      priced(fakeFetcher().fail(), { name: `t${index}` }),
    )
    await using test = await createTestSupervisor(Object.fromEntries(terms.map((term) => [term.name, term])))
    const { body } = probeAnswer('ready', test.health())
    expect(body.terms).toBe(60)
    expect(body.failing).toHaveLength(50)
  })

  it('refuses what is no tree, and a path that is none', () => {
    expect(() => healthHandler({} as never)).toThrow('expected `tree` to be what `supervise` resolves to')
    expect(() => healthHandler(Promise.resolve() as never)).toThrow('await it first')
    expect(() => healthHandler(() => undefined, { live: 'livez' })).toThrow(
      'expected `live` to be a path that begins with `/`',
    )
  })
})
