/** Large payloads are decoded by the threads of the tree; whatever becomes of those, the last good value stays. @module */

import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bytes, type Fetcher, fixed, http, inWorker, remoteTerm, supervise } from '../../src/index.ts'
import { plain, utf8 } from '../support/coded.ts'
import { endOf, grow, outcome } from '../support/grown.ts'
import { serveOrigin } from '../support/origin.ts'
import { recorder } from '../support/recorder.ts'
import { scripted } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'
import { heardThreads } from '../support/threads.ts'

const common = { refreshInterval: null, retry: { base: '1h', cap: '1h' } } as const
const shared = bytes({ shared: true })
const wayward = inWorker<{ thread: number }>(new URL('../support/wayward-decoder.mjs', import.meta.url))
const PRICES = utf8('{"EUR":1,"USD":1.08}')

/** A version for each payload, one after the other. */
function payloads(
  ...all: readonly (Uint8Array | string)[]
): Fetcher & { readonly asked: readonly unknown[] } {
  return scripted(
    ...all.map((payload, index) => async () => {
      const version = `v${index}`
      const open = async () => (typeof payload === 'string' ? utf8(payload) : payload)
      return { changed: true, version, known: { version }, open } as const
    }),
  )
}

describe('a term', () => {
  it('has a thread decode what is large, and no thread what is not', async () => {
    const threads = heardThreads()
    const small = remoteTerm({ ...common, name: 'small', fetcher: fixed(PRICES), deserialize: shared })
    const large = remoteTerm({
      ...common,
      name: 'large',
      fetcher: fixed('x'.repeat(2_000)),
      deserialize: shared,
    })
    const { tree } = await grow({ small }, { workers: { above: 1_000 } })
    expect(threads.started).toBe(0)
    await tree.add('large', large)
    expect([threads.started, small.get().byteLength, large.get().byteLength]).toEqual([1, 20, 2_000])
  })

  it('shares the threads of its tree with the others', async () => {
    const threads = heardThreads()
    const names = ['a', 'b', 'c', 'd']
    const terms = names.map((name) =>
      remoteTerm({ ...common, name, fetcher: fixed('text'), deserialize: wayward }),
    )
    await grow(Object.fromEntries(terms.map((term) => [term.name, term])), { workers: { max: 1 } })
    expect(new Set(terms.map((term) => term.get().thread)).size).toBe(1)
    expect(threads.started).toBe(1)
  })

  it('leaves alone what its fetcher holds on to', async () => {
    const data = plain(gzipSync(PRICES))
    const before = plain(data)
    const term = remoteTerm({ ...common, name: 'prices', fetcher: fixed(data), deserialize: shared })
    const { tree } = await grow({ term }, { workers: { above: 0 } })
    await tree.stop()
    expect(data).toEqual(before)
    expect(Buffer.from(term.get())).toEqual(Buffer.from(PRICES))
  })

  it('takes what comes over HTTP, with the coding of the transport', async () => {
    await using origin = await serveOrigin()
    origin.publish('/prices', gzipSync(PRICES))
    const fetcher = http(`${origin.url}/prices`)
    const prices = remoteTerm({ ...common, name: 'prices', fetcher, deserialize: shared })
    await grow({ prices }, { workers: { above: 0 } })
    expect(Buffer.from(prices.get())).toEqual(Buffer.from(PRICES))
    expect(prices.snapshot().bytes).toBe(gzipSync(PRICES).byteLength)
  })
})

describe('F46, S16: when a thread', () => {
  it('refuses a payload, that version is quarantined as it is without threads', async () => {
    const bad = plain(gzipSync(PRICES)).subarray(0, -5)
    const fetcher = payloads(PRICES, bad)
    const term = remoteTerm({ ...common, name: 'prices', fetcher, deserialize: shared })
    await grow({ term }, { workers: { above: 0 } })
    expect(await outcome(term.refresh())).toMatchObject({
      code: 'ERR_TERM_DECOMPRESS',
      stage: 'decode',
      term: 'prices',
    })
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_QUARANTINED' })
    expect(Buffer.from(term.get())).toEqual(Buffer.from(PRICES))
  })

  it('dies, the attempt fails, the value stays, and the same payload may come again', async () => {
    const fetcher = payloads('one', 'exit', 'exit', 'two')
    const term = remoteTerm({ ...common, name: 'prices', fetcher, deserialize: wayward })
    await grow({ term })
    const { thread } = term.get()
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_DECODER', stage: 'decode' })
      expect(term.get().thread).toBe(thread)
    }
    expect(await term.refresh()).toBe('updated')
    expect(term.get().thread).toBeGreaterThan(thread)
  })

  it('takes longer than the attempt may, it is ended', async () => {
    const threads = heardThreads()
    const time = simulatedTime()
    const fetcher = payloads('one', 'loop', 'two')
    const limits = { deadline: '30s' } as const
    const term = remoteTerm({ ...common, name: 'prices', fetcher, deserialize: wayward, limits })
    await grow({ term }, { time })
    const begun = threads.said()
    const refreshed = outcome(term.refresh())
    await begun
    expect(await endOf(refreshed, time)).toMatchObject({ code: 'ERR_TERM_TIMEOUT' })
    await threads.gone()
    expect(await term.refresh()).toBe('updated')
  })
})

describe('a stop', () => {
  it.each(['loop', 'hang'])('ends a job that is running: one that would %s for ever', async (way) => {
    const threads = heardThreads()
    const events = recorder()
    const term = remoteTerm({
      ...common,
      name: 'prices',
      fetcher: payloads(way),
      deserialize: wayward,
      start: 'background',
    })
    const started = threads.next()
    const tree = await supervise({ term }, { observers: [events] })
    await started
    await tree.stop()
    expect(threads.alive).toBe(0)
    expect(events.all('refresh.cancelled')).toMatchObject([{ term: 'prices' }])
  })

  it('leaves no thread behind, and a tree that comes after has its own', async () => {
    const threads = heardThreads()
    const term = remoteTerm({
      ...common,
      name: 'prices',
      fetcher: payloads('one', 'two'),
      deserialize: wayward,
    })
    for (const started of [1, 2]) {
      const tree = await supervise({ term })
      if (started === 2) expect(await term.refresh()).toBe('updated')
      expect([threads.started, threads.alive]).toEqual([started, 1])
      await tree.stop()
      expect(threads.alive).toBe(0)
    }
  })

  it('is not needed to give up: a tree that ends by itself ends its threads', async () => {
    const threads = heardThreads()
    const term = remoteTerm({ ...common, name: 'prices', fetcher: payloads('one'), deserialize: wayward })
    const broken = remoteTerm({
      ...common,
      name: 'broken',
      fetcher: scripted(() => ({}) as never),
      start: 'background',
    })
    const tree = await supervise({ term }, { onGiveUp: 'stop' })
    await tree.add('broken', broken)
    await threads.gone()
    expect([threads.started, threads.alive, tree.health().live]).toEqual([1, 0, false])
  })
})
