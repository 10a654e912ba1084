/** A reload: what is the same goes on, what changed is swapped when it has loaded, and nothing is lost by a mistake. @module */

import { describe, expect, it } from 'vitest'
import { reloadWords } from '../../../src/serve/run/reload-words.ts'
import { serveOrigin } from '../../support/origin.ts'
import { askJson, ownFolder, quietly, runningService } from '../../support/running-service.ts'

/** An origin of some prices, and a service that has loaded them. */
async function loaded() {
  const origin = await serveOrigin()
  origin.publish('/prices', '{"EUR":1}')
  origin.publish('/rates', '{"EUR":2}')
  const prices = { from: `${origin.url}/prices` }
  const rates = { from: `${origin.url}/rates` }
  const running = await runningService({ terms: { prices, rates } })
  await expect.poll(async () => (await askJson(running, '/readyz')).status).toBe(200)
  const read = (name: string) => askJson(running, `/v1/terms/${name}`)
  return {
    origin,
    running,
    prices,
    rates,
    read,
    [Symbol.asyncDispose]: () => origin[Symbol.asyncDispose](),
  }
}

describe('a reload', () => {
  it('leaves alone what is the same', async () => {
    await using world = await loaded()
    const { origin, running, prices, rates } = world
    const asked = origin.requests.length
    const done = await running.reload(quietly({ terms: { prices, rates: { ...rates } } }))
    expect(reloadWords(done)).toBe('nothing has changed')
    expect(origin.requests).toHaveLength(asked)
  })

  it('adds, removes and changes', async () => {
    await using world = await loaded()
    const { origin, running, prices, read } = world
    origin.publish('/others', '{"EUR":3}')
    const others = { from: `${origin.url}/others` }
    const done = await running.reload(quietly({ terms: { prices: { ...prices, maxStale: '5m' }, others } }))
    expect(done).toEqual({
      added: ['others'],
      removed: ['rates'],
      changed: ['prices'],
      failed: [],
      later: [],
    })
    expect(await read('prices')).toEqual({ status: 200, body: { EUR: 1 } })
    expect((await read('rates')).status).toBe(404)
    await expect.poll(() => read('others')).toEqual({ status: 200, body: { EUR: 3 } })
  })

  it('keeps the old term where the new one does not load, and tries again at the next reload', async () => {
    await using world = await loaded()
    const { origin, running, rates, read } = world
    const after = quietly({
      terms: { prices: { from: `${origin.url}/none`, start: { policy: 'require', within: '200ms' } }, rates },
    })
    const done = await running.reload(after)
    expect(done.failed).toEqual([
      { names: ['prices'], stays: ['prices'], why: expect.stringContaining('404') },
    ])
    expect(reloadWords(done)).toContain('prices stays as it was')
    expect(await read('prices')).toEqual({ status: 200, body: { EUR: 1 } })
    origin.publish('/prices', '{"EUR":4}')
    await fetch(new URL('/v1/status', running.url))
    origin.publish('/none', '{"EUR":9}')
    expect((await running.reload(after)).changed).toEqual(['prices'])
    expect(await read('prices')).toEqual({ status: 200, body: { EUR: 9 } })
  })

  it('never has readers without a value while a term is changed', async () => {
    await using world = await loaded()
    const { origin, running, rates, read } = world
    let isOver = false
    const seen: unknown[] = []
    const reading = (async () => {
      while (!isOver) seen.push(await read('prices'))
    })()
    origin.publish('/moved', '{"EUR":7}')
    await running.reload(quietly({ terms: { prices: { from: `${origin.url}/moved` }, rates } }))
    isOver = true
    await reading
    const statuses = new Set(seen.map((answer) => (answer as { status: number }).status))
    expect([...statuses]).toEqual([200])
    expect(await read('prices')).toEqual({ status: 200, body: { EUR: 7 } })
  })

  it('swaps a group as a whole, and a term may move into one', async () => {
    await using world = await loaded()
    const { running, prices, rates, read } = world
    const grouped = { terms: { all: { group: { prices, rates } } } }
    const done = await running.reload(quietly(grouped))
    expect(done).toMatchObject({ added: ['all'], removed: ['prices', 'rates'], failed: [] })
    await expect.poll(() => read('prices')).toEqual({ status: 200, body: { EUR: 1 } })
    const changed = await running.reload(
      quietly({ terms: { all: { group: { prices }, strategy: 'one-for-all' } } }),
    )
    expect(changed.changed).toEqual(['all'])
    expect((await read('rates')).status).toBe(404)
  })

  it('says what counts at the next start only', async () => {
    await using world = await loaded()
    const { running, prices, rates } = world
    const done = await running.reload(quietly({ terms: { prices, rates }, values: true, downloads: 3 }))
    expect(reloadWords(done)).toBe('values, supervise at the next start')
  })

  it('names `payloads` of the service where nothing else has changed', async () => {
    await using world = await loaded()
    const { running, prices, rates } = world
    const after = quietly({ terms: { prices, rates }, payloads: true })
    expect(reloadWords(await running.reload(after))).toBe('payloads at the next start')
  })
})

describe('a term that a reload has changed is on disk before its next version', () => {
  it.each(['of the tree', 'of the term'])('in the keepsake %s', async (whose) => {
    await using origin = await serveOrigin()
    origin.publish('/prices', '{"EUR":1}', { etag: '"a"' })
    origin.publish('/moved', '{"EUR":7}', { etag: '"b"' })
    const keepsake = { dir: await ownFolder() }
    const config = (path: string) => {
      const term = { from: `${origin.url}${path}` }
      return whose === 'of the tree'
        ? { keepsake, terms: { prices: term } }
        : { terms: { prices: { ...term, keepsake } } }
    }
    const first = await runningService(config('/prices'))
    await expect.poll(() => askJson(first, '/v1/terms/prices')).toMatchObject({ body: { EUR: 1 } })
    expect((await first.reload(quietly(config('/moved')))).changed).toEqual(['prices'])
    // Once when it is tried, and then by the tree, which has opened the keepsake by now.
    await expect.poll(() => origin.requests.filter((one) => one.path === '/moved')).toHaveLength(2)
    await first.stop()
    await origin[Symbol.asyncDispose]()
    const second = await runningService(config('/moved'))
    await expect.poll(() => askJson(second, '/v1/terms/prices')).toMatchObject({ body: { EUR: 7 } })
  })
})
