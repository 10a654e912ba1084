/** Reading a term: before, at and after its first value. @module */

import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { http, json, remoteTerm, supervise } from '../../src/index.ts'
import { grow, outcome } from '../support/grown.ts'
import { serveOrigin } from '../support/origin.ts'
import { scripted, text } from '../support/scripted-fetcher.ts'

const notLoaded = expect.objectContaining({ code: 'ERR_TERM_NOT_LOADED', term: 'prices' })
const down = new Error('down')

describe('P3: before the first value', () => {
  it('a term has none, and says so', () => {
    const term = remoteTerm({ name: 'prices', fetcher: scripted('v1') })
    expect(term.get).toThrow(notLoaded)
    expect(term.snapshot).toThrow(notLoaded)
    expect(term.peek()).toBeUndefined()
  })

  it('a term that fails has none', async () => {
    const term = remoteTerm({ name: 'prices', fetcher: scripted(down), start: 'background' })
    const { time } = await grow({ term })
    await time.settle()
    expect(term.get).toThrow(notLoaded)
    expect(term.peek()).toBeUndefined()
  })

  it('the initial value is served, and known for what it is', async () => {
    const fetcher = scripted(down, 'v1')
    const term = remoteTerm({ name: 'prices', fetcher, deserialize: text, initial: 'compiled in' })
    expect(term.get()).toBe('compiled in')
    expect(term.peek()).toBe('compiled in')
    const { time } = await grow({ term })
    await time.settle()
    expect(term.snapshot()).toMatchObject({
      value: 'compiled in',
      origin: 'initial',
      version: undefined,
      updatedAt: undefined,
      confirmedAt: undefined,
    })
    await time.advance(1_000)
    expect(term.snapshot()).toMatchObject({ value: 'v1', origin: 'remote', version: 'v1' })
  })

  it('an initial `null` is a value', () => {
    const term = remoteTerm<string | null>({
      name: 'prices',
      fetcher: scripted('v1'),
      deserialize: text,
      initial: null,
    })
    expect(term.get()).toBeNull()
    expect(term.snapshot().origin).toBe('initial')
  })
})

describe('a loaded value', () => {
  it.each([[undefined], [null], [0], [false]])(
    'P3: may be %o, which is not the same as none',
    async (value) => {
      const term = remoteTerm({ name: 'prices', fetcher: scripted('v1'), deserialize: () => value })
      await grow({ term })
      expect(term.get()).toBe(value)
      expect(term.peek()).toBe(value)
      expect(term.snapshot()).toMatchObject({ value, version: 'v1' })
      expect(await term.ready()).toBe(value)
    },
  )

  it('P4: stays valid in the hand that took it, whatever comes after', async () => {
    const fetcher = scripted('{"eur":1}', '{"eur":2}')
    const term = remoteTerm({ name: 'prices', fetcher, deserialize: json<{ eur: number }> })
    await grow({ term })
    const [value, snapshot] = [term.get(), term.snapshot()]
    await term.refresh()
    expect([value.eur, snapshot.value.eur, term.get().eur]).toEqual([1, 1, 2])
    expect([snapshot.version, term.snapshot().version]).toEqual(['{"eur":1}', '{"eur":2}'])
  })

  it('P1: stays when the origin fails, and nothing of it changes', async () => {
    const fetcher = scripted('v1', down)
    const term = remoteTerm({ name: 'prices', fetcher, deserialize: text })
    const { time } = await grow({ term })
    const before = term.snapshot()
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_FETCH', cause: down })
    for (let failure = 0; failure < 5; failure++) await time.advance(60_000)
    expect(fetcher.asked).toHaveLength(7)
    expect(term.snapshot()).toBe(before)
  })

  it('P3: is the same object at every reading', async () => {
    const fetcher = scripted('{"eur":1}')
    const term = remoteTerm({ name: 'prices', fetcher, deserialize: json<{ eur: number }> })
    await grow({ term })
    const value = term.get()
    await term.refresh()
    expect(term.get()).toBe(value)
    expect(await term.ready()).toBe(value)
  })
})

describe('a handle', () => {
  it('can be taken apart', async () => {
    const { get, peek, snapshot, status, ready, refresh, subscribe, changes, start } = remoteTerm({
      name: 'prices',
      fetcher: scripted('v1'),
      deserialize: text,
    })
    await using _tree = await start()
    subscribe(() => {})
    const iterator = changes()
    expect([get(), peek(), snapshot().value, await ready()]).toEqual(['v1', 'v1', 'v1', 'v1'])
    expect(await refresh()).toBe('unchanged')
    expect(status().name).toBe('prices')
    await iterator.return?.()
  })

  it('is frozen', () => {
    expect(Object.isFrozen(remoteTerm({ name: 'prices', fetcher: scripted() }))).toBe(true)
  })

  it('starts its term alone, under a supervisor of one', async () => {
    const term = remoteTerm({ name: 'prices', fetcher: scripted('v1'), deserialize: text })
    const tree = await term.start()
    expect(term.get()).toBe('v1')
    expect(tree.health()).toMatchObject({ ready: true, terms: { prices: { state: 'idle' } } })
    await tree.stop()
    expect(term.status().state).toBe('down')
  })
})

it('a gzipped document over HTTP is read like a variable, and confirmed by a 304', async () => {
  await using origin = await serveOrigin()
  const gzipped = (table: object) => gzipSync(JSON.stringify(table))
  origin.publish('/prices.json.gz', gzipped({ EUR: 1 }))
  const prices = remoteTerm({
    name: 'prices',
    fetcher: http(`${origin.url}/prices.json.gz`),
    deserialize: json<{ EUR: number }>,
    refreshInterval: null,
  })
  await using _tree = await supervise({ prices })
  expect(prices.get().EUR).toBe(1)
  const first = prices.snapshot()

  expect(await prices.refresh()).toBe('unchanged')
  expect(prices.snapshot().version).toBe(first.version)
  expect(prices.snapshot().updatedAt).toEqual(first.updatedAt)

  origin.publish('/prices.json.gz', gzipped({ EUR: 2 }))
  expect(await prices.refresh()).toBe('updated')
  expect(prices.get().EUR).toBe(2)
  expect(prices.snapshot()).toMatchObject({ origin: 'remote', bytes: gzipped({ EUR: 2 }).byteLength })
  expect(prices.snapshot().version).not.toBe(first.version)
  expect(origin.requests.map(({ headers }) => headers['if-none-match'] !== undefined)).toEqual([
    false,
    true,
    true,
  ])
})
