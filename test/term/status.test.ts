/** How a term is doing: four clocks, a row of failures, and what comes next. @module */

import { describe, expect, it } from 'vitest'
import { remoteTerm, TermError } from '../../src/index.ts'
import { deferred } from '../support/deferred.ts'
import { grow } from '../support/grown.ts'
import { type Script, scripted, versionOf } from '../support/scripted-fetcher.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000)
const down = new TermError('ERR_TERM_HTTP', 'answered 503', { status: 503 })

const prices = (...script: readonly Script[]) =>
  remoteTerm({
    name: 'prices',
    fetcher: scripted(...script),
    refreshInterval: '10s',
    start: 'background',
    retry: { base: '4s', cap: '1h' },
  })

describe('a status', () => {
  it('of a term that is not started tells of nothing', () => {
    const status = prices().status()
    expect(Object.isFrozen(status)).toBe(true)
    expect(status).toEqual({
      name: 'prices',
      supervised: false,
      quarantined: [],
      state: 'down',
      version: undefined,
      stale: false,
      expired: false,
      expiresAt: undefined,
      source: undefined,
      confirmedAt: undefined,
      lastProbeAt: undefined,
      lastUnchangedAt: undefined,
      lastUpdateAt: undefined,
      lastFailureAt: undefined,
      lastError: undefined,
      failures: 0,
      nextProbeAt: undefined,
      crashes: 0,
    })
  })

  it('tells four clocks apart', async () => {
    const term = prices('v1', 'v1', down, 'v2')
    const { time } = await grow({ term }, { random: () => 1 - 2 ** -53 })
    await time.settle()
    expect(term.status()).toMatchObject({
      state: 'idle',
      confirmedAt: at(0),
      lastProbeAt: at(0),
      lastUpdateAt: at(0),
      version: 'v1',
    })
    expect(term.status().nextProbeAt?.getTime()).toBeCloseTo(at(11).getTime(), 0)

    await time.advance(11_000)
    expect(term.status()).toMatchObject({ lastProbeAt: at(11), lastUnchangedAt: at(11), lastUpdateAt: at(0) })

    await time.advance(11_000)
    expect(term.status()).toMatchObject({
      state: 'backoff',
      failures: 1,
      confirmedAt: at(11),
      lastProbeAt: at(22),
      lastUnchangedAt: at(11),
      lastUpdateAt: at(0),
      lastFailureAt: at(22),
      lastError: { code: 'ERR_TERM_HTTP', message: '[prices] answered 503' },
    })
    expect(term.status().nextProbeAt?.getTime()).toBeCloseTo(at(26).getTime(), 0)

    await time.advance(4_000)
    expect(term.status()).toMatchObject({
      state: 'idle',
      failures: 0,
      lastProbeAt: at(26),
      lastUnchangedAt: at(11),
      lastUpdateAt: at(26),
      lastFailureAt: at(22),
      lastError: undefined,
      version: 'v2',
    })
  })

  it('counts failures in a row', async () => {
    const term = prices(down)
    const { time } = await grow({ term })
    for (let failures = 1; failures < 5; failures++) {
      await time.settle()
      expect(term.status().failures).toBe(failures)
      await time.advance(60_000)
    }
  })

  it('names the state that the term is in', async () => {
    const [probe, open] = [deferred(), deferred()]
    const [deserialize, put] = [deferred(), deferred()]
    const fetcher = scripted(async () => {
      await probe.promise
      const bytes = new Uint8Array(1)
      return { changed: true, open: () => open.promise.then(() => bytes) }
    })
    const term = remoteTerm({
      name: 'prices',
      fetcher,
      start: 'background',
      deserialize: () => deserialize.promise,
      put: () => put.promise,
      get: () => undefined,
    })
    const { time } = await grow({ term })
    const states: string[] = []
    for (const gate of [probe, open, deserialize, put]) {
      await time.settle()
      const { state, nextProbeAt } = term.status()
      expect(nextProbeAt).toBeUndefined()
      states.push(state)
      gate.resolve()
    }
    await time.settle()
    expect(states).toEqual(['probing', 'downloading', 'decoding', 'storing'])
    expect(term.status().state).toBe('idle')
  })

  it('has no next probe where there is none by itself, or the term is stopped', async () => {
    const fetcher = scripted('v1')
    const term = remoteTerm({ name: 'prices', fetcher, refreshInterval: null })
    const other = remoteTerm({ name: 'other', fetcher: scripted('v1') })
    const { tree } = await grow({ term, other })
    expect(term.status()).toMatchObject({ state: 'idle', nextProbeAt: undefined })
    expect(other.status().nextProbeAt).toEqual(at(60))
    await tree.stop()
    expect(other.status()).toMatchObject({ state: 'down', nextProbeAt: undefined, version: 'v1' })
  })

  it('counts crashes, and goes on with its clocks after one', async () => {
    const term = prices(
      'v1',
      () => ({}) as never,
      (known) => versionOf('v1', known),
    )
    const { time } = await grow({ term })
    await time.settle()
    await time.advance(10_000)
    expect(term.status()).toMatchObject({
      state: 'idle',
      crashes: 1,
      lastFailureAt: at(10),
      lastUnchangedAt: at(10),
      lastUpdateAt: at(0),
    })
  })
})
