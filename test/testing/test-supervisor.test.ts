/** A tree whose time a test moves. @module */

import { describe, expect, it } from 'vitest'
import { http, json, remoteTerm } from '../../src/index.ts'
import { createTestSupervisor, fakeFetcher } from '../../src/testing.ts'
import { serveOrigin } from '../support/origin.ts'

const priced = (fetcher = fakeFetcher().serve({ EUR: 1 })) =>
  remoteTerm({ name: 'prices', fetcher, refreshInterval: '30s', deserialize: json<{ EUR: number }> })

describe('createTestSupervisor', () => {
  it('has values when what needs no time has happened', async () => {
    const prices = priced()
    await using test = await createTestSupervisor({ prices })
    expect(prices.get()).toEqual({ EUR: 1 })
    expect(test.heard('refresh.updated', 'prices')).toMatchObject([{ to: 'v1', trigger: 'start' }])
    expect(test.health()).toMatchObject({ startup: true, ready: true })
  })

  it('waits for no value: a fetcher that hangs is seen while it hangs', async () => {
    const prices = priced(fakeFetcher().hang())
    await using test = await createTestSupervisor({ prices })
    expect(prices.status().state).toBe('probing')
    expect(test.health()).toMatchObject({ startup: false, ready: false })
  })

  it('lets a term poll as often as in real time', async () => {
    const fetcher = fakeFetcher().serve({ EUR: 1 })
    await using test = await createTestSupervisor({ prices: priced(fetcher) })
    await test.advance('1h')
    const polls = test.heard('refresh.unchanged')
    // The interval is jittered by a tenth at most.
    expect(polls.length).toBeGreaterThanOrEqual(108)
    expect(polls.length).toBeLessThanOrEqual(134)
  })

  it('ends however the delays are jittered', async () => {
    const failing = fakeFetcher().serve({ EUR: 1 }).fail()
    let dice = 0
    await using test = await createTestSupervisor({ prices: priced(failing) }, { random: () => dice })
    dice = 0.9
    await test.advance('1h')
    expect(test.heard('refresh.failed').length).toBeGreaterThan(5)
  })

  it('lets a term fail, wait and recover', async () => {
    const prices = priced(fakeFetcher().serve({ EUR: 1 }).fail('ERR_TERM_TIMEOUT').serve({ EUR: 2 }))
    await using test = await createTestSupervisor({ prices })
    await test.advance('5m')
    expect(test.heard('refresh.failed')).toMatchObject([{ code: 'ERR_TERM_TIMEOUT', failures: 1 }])
    expect(test.heard('refresh.recovered')).toHaveLength(1)
    expect(prices.get()).toEqual({ EUR: 2 })
  })

  it('waits for a real origin by `next`, while its own time stands', async () => {
    const server = await serveOrigin()
    server.publish('/', '{"EUR":3}')
    const prices = priced(http(`${server.url}/`) as never)
    await using test = await createTestSupervisor({ prices })
    const began = test.clock.now()
    if (prices.peek() === undefined) await test.next('refresh.updated', 'prices')
    expect(prices.get()).toEqual({ EUR: 3 })
    expect(test.clock.now()).toBe(began)
    await server.close()
  })

  it('adds, removes and stops', async () => {
    const prices = priced()
    const flags = remoteTerm({ name: 'flags', fetcher: fakeFetcher().serve([]), deserialize: json<[]> })
    const test = await createTestSupervisor({ prices })
    await test.add('flags', flags)
    expect(flags.get()).toEqual([])
    await test.remove('flags')
    expect(flags.status()).toMatchObject({ supervised: false, state: 'down' })
    await test.stop()
    expect(test.health()).toMatchObject({ live: false, ready: false, startup: true })
    expect(prices.get()).toEqual({ EUR: 1 })
    expect(test.heard('term.stopped').map(({ term }) => term)).toEqual(['flags', 'prices'])
  })

  it('stops a term whose fetcher never ends', async () => {
    const deaf = { name: 'deaf', probe: () => new Promise<never>(() => {}) }
    const test = await createTestSupervisor({ prices: priced(deaf as never) })
    await test.stop()
    expect(test.health().live).toBe(false)
  })

  it('tells other observers what it hears itself', async () => {
    const types: string[] = []
    const observer = { name: 'mine', hear: ({ type }: { type: string }) => void types.push(type) }
    await using test = await createTestSupervisor({ prices: priced() }, { observers: [observer] })
    expect(types).toEqual(test.events.map(({ type }) => type))
    expect(types).toContain('term.transition')
  })

  it('refuses a clock, another option, and what is no term', async () => {
    const options = (more: object) => createTestSupervisor({ prices: priced() }, more as never)
    await expect(options({ clock: {} })).rejects.toThrow(
      /^createTestSupervisor: expected `clock` to be left out/,
    )
    await expect(options({ clok: 1 })).rejects.toThrow(TypeError)
    await expect(createTestSupervisor({ prices: {} as never })).rejects.toThrow(
      'expected `prices` to be a term or a group',
    )
  })
})
