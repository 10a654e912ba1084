/** A value that outlives its process: a new start serves it before the origin has said a word. @module */

import { describe, expect, it } from 'vitest'
import { http, json, remoteTerm } from '../../../src/index.ts'
import { grow, outcome } from '../../support/grown.ts'
import { hearing } from '../../support/hearing.ts'
import { keptFolder, life, testOrigin } from '../../support/kept-terms.ts'
import { silence } from '../../support/origin.ts'
import { simulatedTime } from '../../support/simulated-time.ts'

/** An origin that has served a value to a service that has stopped; the service's folder is left. */
async function afterOneLife(body = '{"EUR":1}', headers: Record<string, string> = {}) {
  const keepsake = { dir: await keptFolder() }
  const origin = await testOrigin()
  origin.publish('/prices', body, headers)
  const url = `${origin.url}/prices`
  const { prices, tree } = await life(url, { keepsake })
  const { version, updatedAt } = prices.snapshot()
  await tree.stop()
  return { keepsake, origin, url, version, updatedAt }
}

describe('a start with a kept value', () => {
  it('P28, F01: serves it while nothing listens at the origin', async () => {
    const { keepsake, origin, url, version, updatedAt } = await afterOneLife()
    await origin.close()
    const { prices, heard } = await life(url, { keepsake, maxStale: '1h' })
    expect(prices.get()).toEqual({ EUR: 1 })
    expect(prices.snapshot()).toMatchObject({ origin: 'disk', version, updatedAt, stale: false, bytes: 9 })
    expect(heard.of('keepsake.loaded')).toMatchObject([{ term: 'prices', version, bytes: 9 }])
    const end = await heard.firstEnd()
    expect(end).toMatchObject({ outcome: 'failed', code: 'ERR_TERM_NETWORK', serving: version })
    expect(prices.get()).toEqual({ EUR: 1 })
  })

  it('waits for no origin that says nothing', async () => {
    const { keepsake, origin, url } = await afterOneLife()
    origin.reply('/prices', silence)
    const { prices, heard } = await life(url, { keepsake })
    expect(prices.get()).toEqual({ EUR: 1 })
    expect(heard.outcomes()).toEqual([])
  })

  it('is confirmed by a 304, and stays a value from disk', async () => {
    const { keepsake, origin, url, version } = await afterOneLife()
    const { prices, heard } = await life(url, { keepsake })
    expect(await heard.firstEnd()).toMatchObject({ outcome: 'unchanged', version, bytes: 0 })
    expect(origin.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      expect.stringMatching(/^"/),
    ])
    const { updatedAt, confirmedAt, origin: from } = prices.snapshot()
    expect(from).toBe('disk')
    expect(Number(confirmedAt)).toBeGreaterThan(Number(updatedAt))
  })

  it('is confirmed by the same bytes, which are not written again', async () => {
    const { keepsake, origin, url } = await afterOneLife()
    origin.reply('/prices', { body: '{"EUR":1}' })
    const { prices, heard, tree } = await life(url, { keepsake })
    expect(await heard.firstEnd()).toMatchObject({ outcome: 'unchanged', bytes: 9 })
    expect(prices.snapshot()).toMatchObject({ origin: 'disk' })
    await tree.stop()
    expect(heard.of('keepsake.written')).toEqual([])
  })

  it('gives way to what the origin has now', async () => {
    const { keepsake, origin, url, version } = await afterOneLife()
    origin.publish('/prices', '{"EUR":2}')
    const { prices, heard } = await life(url, { keepsake })
    expect(await heard.firstEnd()).toMatchObject({ outcome: 'updated', from: version })
    expect(prices.get()).toEqual({ EUR: 2 })
    expect(prices.snapshot().origin).toBe('remote')
  })

  it('asks no other fetcher with what the one before had known', async () => {
    const { keepsake, origin } = await afterOneLife()
    origin.publish('/others', '{"EUR":1}')
    const { heard } = await life(`${origin.url}/others`, { keepsake })
    expect(await heard.firstEnd()).toMatchObject({ outcome: 'unchanged', bytes: 9 })
    expect(origin.requests.at(-1)?.headers['if-none-match']).toBeUndefined()
  })

  it('hands it to `put`, and reads it by `get`', async () => {
    const { keepsake, origin, url } = await afterOneLife()
    origin.reply('/prices', silence)
    let kept: unknown
    const put = (value: unknown) => {
      kept = value
    }
    const { prices, heard } = await life(url, { keepsake, put, get: () => kept, initial: 'none' })
    await heard.next(({ type }) => type === 'keepsake.loaded')
    expect(prices.get()).toEqual({ EUR: 1 })
    expect(kept).toEqual({ EUR: 1 })
  })

  it('tells listeners of it, and of each later one', async () => {
    const { keepsake, origin, url } = await afterOneLife()
    origin.publish('/prices', '{"EUR":2}')
    const heard = hearing()
    const common = { name: 'prices', fetcher: http(url), refreshInterval: null, keepsake } as const
    const prices = remoteTerm({ ...common, deserialize: json<unknown> })
    const told: unknown[] = []
    prices.subscribe(({ value, origin }) => told.push([origin, value]))
    await grow({ prices }, { observers: [heard] })
    await heard.firstEnd()
    await Promise.resolve()
    expect(told).toEqual([
      ['disk', { EUR: 1 }],
      ['remote', { EUR: 2 }],
    ])
    expect(heard.of('term.swapped')).toHaveLength(1)
  })

  it('takes nothing of the time that an attempt has', async () => {
    const { keepsake, origin, url } = await afterOneLife()
    origin.publish('/prices', '{"EUR":2}')
    const time = simulatedTime()
    let calls = 0
    // The kept value takes longer to decode than an attempt may last in all.
    const deserialize = async (bytes: Uint8Array) => {
      if (calls++ === 0) {
        await time.clock.setTimeout(() => {}, 1)
        await slowly(time)
      }
      return JSON.parse(new TextDecoder().decode(bytes))
    }
    const heard = hearing()
    const limits = { deadline: '10s' } as const
    const common = { name: 'prices', fetcher: http(url), refreshInterval: null, keepsake, limits } as const
    const prices = remoteTerm({ ...common, deserialize, start: 'background' })
    await grow({ prices }, { observers: [heard], time })
    await prices.ready()
    expect(prices.get()).toEqual({ EUR: 1 })
    expect(await heard.firstEnd()).toMatchObject({ outcome: 'updated' })
  })

  it('is not made once more by a later attempt, nor by another incarnation', async () => {
    const { keepsake, origin, url } = await afterOneLife()
    origin.reply('/prices', { status: 503 })
    const { prices, heard } = await life(url, { keepsake })
    await heard.firstEnd()
    expect(await outcome(prices.refresh())).toMatchObject({ code: 'ERR_TERM_HTTP' })
    expect(heard.of('keepsake.loaded')).toHaveLength(1)
  })
})

/** Lets 9 s pass, in small steps. */
async function slowly(time: ReturnType<typeof simulatedTime>): Promise<void> {
  for (let second = 0; second < 9; second++) await time.advance('1s')
}

describe('the age of a kept value', () => {
  const lives = async (laterMs: number, options: object) => {
    const keepsake = { dir: await keptFolder() }
    const origin = await testOrigin()
    origin.publish('/prices', '{"EUR":1}')
    const time = simulatedTime()
    const url = `${origin.url}/prices`
    const first = await life(url, { keepsake }, { clock: time.clock })
    await first.tree.stop()
    origin.reply('/prices', silence)
    const later = { ...time.clock, now: () => time.clock.now() + laterMs }
    return {
      ...(await life(url, { keepsake, ...options }, { clock: later })),
      now: time.clock.now() + laterMs,
    }
  }

  it('P28: is its true one, so that it may be stale at once', async () => {
    const { prices, heard, tree } = await lives(3_600_000, { maxStale: '10m', staleIsUnready: true })
    expect(prices.get()).toEqual({ EUR: 1 })
    expect(prices.snapshot().stale).toBe(true)
    expect(heard.of('keepsake.loaded')).toMatchObject([{ ageMs: 3_600_000 }])
    expect(heard.of('term.stale')).toMatchObject([{ ageMs: 3_600_000 }])
    expect(tree.health()).toMatchObject({
      ready: false,
      terms: { prices: { ageMs: 3_600_000, stale: true } },
    })
  })

  it('F36: is none below zero, though the clock was set back', async () => {
    const { prices, heard, tree, now } = await lives(-3_600_000, { maxStale: '10m' })
    expect(prices.snapshot()).toMatchObject({
      stale: false,
      updatedAt: new Date(now),
      confirmedAt: new Date(now),
    })
    expect(heard.of('keepsake.loaded')).toMatchObject([{ ageMs: 0 }])
    expect(tree.health().terms.prices?.ageMs).toBe(0)
  })
})

describe('where a keepsake is', () => {
  it('is said for a whole tree, of which a term may stay out', async () => {
    const { keepsake, origin, url } = await afterOneLife()
    origin.reply('/prices', silence)
    const { prices } = await life(url, {}, { keepsake })
    expect(prices.get()).toEqual({ EUR: 1 })
    const without = await life(url, { keepsake: false, start: 'background' }, { keepsake })
    expect(without.prices.peek()).toBeUndefined()
  })

  it('is checked at once', () => {
    const define = (keepsake: unknown) => () =>
      remoteTerm({ name: 'prices', fetcher: http('http://origin.test'), keepsake: keepsake as never })
    expect(define(true)).toThrow(/remoteTerm "prices": expected `keepsake` to be an object, got `true`/)
    expect(define({})).toThrow(/expected `keepsake\.dir` to be the path of a folder, got `undefined`/)
    expect(define({ dir: '' })).toThrow(/`keepsake\.dir`/)
    expect(define({ dir: 'https://host/x' })).toThrow(/`keepsake\.dir`/)
    expect(define({ dir: new URL('https://host/x') })).toThrow(/`keepsake\.dir`/)
    expect(define({ dir: '/tmp', keep: 0 })).toThrow(
      /`keepsake\.keep` to be a whole number, at least 1, got `0`/,
    )
    expect(define({ dir: '/tmp', keep: 101 })).toThrow(/`keepsake\.keep` to be at most 100, got `101`/)
    expect(define({ dir: '/tmp', kept: 2 })).toThrow(/made of dir, keep, got/)
  })
})
