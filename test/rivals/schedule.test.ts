/** What rivals get wrong about their timers: they multiply, and they die. @module */

import { describe, expect, it } from 'vitest'
import { http } from '../../src/index.ts'
import { type Answer, serveOrigin } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

guardProcess()

describe('R1, P10: freshness and interval both on', () => {
  it('fetch once in each of 8 windows, on one timer', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"keys":1}', { 'cache-control': 'max-age=60' })
    const term = jsonTerm({ fetcher: http(origin.url, { cache: true }), refreshInterval: '60s' })
    const { clock, heard, poll } = await stageTree({ term })

    for (let window = 1; window <= 8; window++) {
      if (window % 2 === 0) origin.publish('/', `{"keys":${window}}`, { 'cache-control': 'max-age=60' })
      await poll(term)
      expect(origin.requests).toHaveLength(1 + window)
      expect(clock.armed).toBe(1)
    }
    expect(heard.outcomes()).toHaveLength(9)
    expect(new Set(heard.outcomes())).toEqual(new Set(['updated', 'unchanged']))
  })

  it('leave no second timer that fires between two windows', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{}', { 'cache-control': 'max-age=60' })
    const term = jsonTerm({ fetcher: http(origin.url, { cache: true }), refreshInterval: '20s' })
    const { time, heard, poll } = await stageTree({ term })
    await poll(term)

    for (let second = 0; second < 60; second++) await time.advance(1_000)

    expect(heard.of('refresh.started')).toHaveLength(2)
  })
})

describe('R2, P10: refresh()', () => {
  it('five times moves the one timer, and the next 4 windows have one fetch each', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{}')
    const term = jsonTerm({ fetcher: http(origin.url), refreshInterval: '60s' })
    const { time, clock, poll } = await stageTree({ term })

    for (let again = 0; again < 5; again++) {
      await time.advance(1_000)
      expect(await term.refresh()).toBe('unchanged')
    }
    expect(origin.requests).toHaveLength(6)

    for (let window = 1; window <= 4; window++) {
      await poll(term)
      expect(origin.requests).toHaveLength(6 + window)
      expect(clock.armed).toBe(1)
    }
  })

  it('F52 a thousand times at once is one request', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{}')
    const term = jsonTerm({ fetcher: http(origin.url) })
    await stageTree({ term })

    const refreshed = await Promise.all(Array.from({ length: 1_000 }, () => term.refresh()))

    expect(new Set(refreshed)).toEqual(new Set(['unchanged']))
    expect(origin.requests).toHaveLength(2)
  })
})

describe('R3, P9: one failed request', () => {
  it.each<[string, Answer]>([
    ['a 500', { status: 500 }],
    ['a 500 that is fresh', { status: 500, headers: { 'cache-control': 'max-age=31536000' } }],
    ['a body that can not be decoded', { body: '{' }],
    ['an empty body', { body: '' }],
  ])('%s is followed by another, and all is well', async (_, answer) => {
    await using origin = await serveOrigin()
    origin.reply('/', answer)
    const term = jsonTerm({ fetcher: http(origin.url, { cache: true }), start: 'background' })
    const { heard, clock, poll } = await stageTree({ term })
    await heard.end()
    expect(term.status().state).toBe('backoff')
    expect(clock.armed).toBe(1)

    origin.publish('/', '{"healed":true}')
    await poll(term)

    expect(term.get()).toEqual({ healed: true })
    expect(origin.requests).toHaveLength(2)
  })
})

describe('R4: a 200 without Cache-Control', () => {
  it('is published, and asked for again at the interval', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"v":1}')
    const term = jsonTerm({ fetcher: http(origin.url, { cache: true }), refreshInterval: '10m' })
    const { heard, poll } = await stageTree({ term })

    expect(term.get()).toEqual({ v: 1 })
    expect(heard.of('refresh.updated')[0]).toMatchObject({ nextInMs: 630_000 })

    origin.publish('/', '{"v":2}')
    await poll(term)
    expect(term.get()).toEqual({ v: 2 })
  })

  it('is published with an Age that is no number', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"v":1}', { age: 'x', 'cache-control': 'max-age=600' })
    const term = jsonTerm({ fetcher: http(origin.url, { cache: true }) })
    await stageTree({ term })

    expect(term.get()).toEqual({ v: 1 })
  })
})

describe('one refusal', () => {
  it.each([
    ['R10, P16: 403', 403],
    ['R12, P16: 401', 401],
  ])('%s slows the polls down and never stops them', async (_, status) => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"v":1}')
    const term = jsonTerm({ fetcher: http(origin.url) })
    const { heard, poll } = await stageTree({ term })

    origin.reply('/', { status })
    for (let refused = 1; refused <= 20; refused++) {
      expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_DENIED', failures: refused, nextInMs: 30_000 })
    }
    expect(term.get()).toEqual({ v: 1 })

    origin.publish('/', '{"v":3}')
    await poll(term)
    expect(term.get()).toEqual({ v: 3 })
    expect(heard.of('refresh.recovered')).toMatchObject([{ afterFailures: 20 }])
  })
})
