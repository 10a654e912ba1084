/** The plugin for Fastify: a real server that starts, answers and closes with its tree. @module */

import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { everterm, type FastifyTermsOptions } from '../../src/fastify.ts'
import { json, remoteTerm } from '../../src/index.ts'
import { fakeFetcher } from '../../src/testing.ts'

const priced = (fetcher = fakeFetcher().serve({ EUR: 1 }), more: object = {}) =>
  remoteTerm({ name: 'prices', fetcher, deserialize: json<{ EUR: number }>, ...more })

declare module '../../src/fastify.ts' {
  interface RegisteredTerms {
    readonly prices: ReturnType<typeof priced>
  }
}

let app: FastifyInstance
afterEach(() => app.close())

async function served(options: FastifyTermsOptions, pluginTimeout = 10_000) {
  app = fastify({ pluginTimeout })
  await app.register(everterm, { supervise: { observers: [] }, ...options })
  app.get('/EUR', async () => app.terms.prices.get().EUR)
  return app
}

describe('the plugin for Fastify', () => {
  it('listens when the terms have loaded, and serves them by name', async () => {
    await served({ terms: { prices: priced() } })
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    expect(await (await fetch(`${url}/EUR`)).text()).toBe('1')
    expect(app.supervision.health().ready).toBe(true)
  })

  it('answers the three probes', async () => {
    await served({ terms: { prices: priced() } })
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    for (const path of ['/startupz', '/readyz', '/livez']) {
      const answer = await fetch(url + path)
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({ ok: true, terms: 1, failing: [] })
    }
  })

  it('answers them where somebody wants them, or not at all', async () => {
    await served({ terms: { prices: priced() }, health: { ready: '/healthz' } })
    const status = async (path: string) => (await app.inject(path)).statusCode
    expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 404])
    await app.close()
    await served({ terms: { prices: priced() }, health: false })
    expect(await status('/livez')).toBe(404)
  })

  it('stops the tree when the server closes', async () => {
    const prices = priced()
    await served({ terms: { prices } })
    await app.ready()
    await app.close()
    expect(prices.status()).toMatchObject({ supervised: false, state: 'down' })
    expect(prices.get()).toEqual({ EUR: 1 })
  })

  it('names the terms that are late before Fastify ends the wait without a word', async () => {
    const prices = priced(fakeFetcher().hang())
    await served({ terms: { prices } }, 2_000)
    await expect(app.ready()).rejects.toMatchObject({
      code: 'ERR_TERM_TIMEOUT',
      message: expect.stringMatching(/^prices did not load within 1 s: raise `readyTimeout`/),
    })
    expect(prices.status().supervised).toBe(false)
  })

  it('fails as `supervise` does when a term can not load', async () => {
    const prices = priced(fakeFetcher().serve('no JSON'), { start: { policy: 'require', within: '200ms' } })
    await served({ terms: { prices } })
    await expect(app.ready()).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_TERM_/) })
  })

  it('does not wait for a term that loads in the background', async () => {
    await served({ terms: { prices: priced(fakeFetcher().hang(), { start: 'background' }) } })
    await app.ready()
    const answer = await app.inject('/startupz')
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({ failing: [{ name: 'prices', state: 'probing' }] })
  })

  it('closes while its terms still load', async () => {
    const prices = priced(fakeFetcher().hang())
    await served({ terms: { prices } })
    const starting = app.ready().then(
      () => 'ready',
      () => 'not ready',
    )
    await app.supervision.stop()
    expect(await starting).toBe('not ready')
  })

  it('refuses wrong options at once', async () => {
    for (const options of [
      { terms: { prices: {} } },
      { terms: {}, helth: false },
      { terms: {}, health: { ready: 'x' } },
    ])
      await expect(served(options as never)).rejects.toThrow(TypeError)
  })
})
