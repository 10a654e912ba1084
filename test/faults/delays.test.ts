/** F12, F37: whatever numbers come from outside, the next attempt is neither now nor never. @module */

import { describe, expect, it } from 'vitest'
import { type Duration, type Fetcher, http, TermError } from '../../src/index.ts'
import { serveOrigin } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { jsonTerm, type StagedTree, stageTree } from '../support/staged-term.ts'

guardProcess()

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** The longest that a timer waits, 24.8 days. */
const LONGEST = 2 ** 31 - 1

/** A fetcher that answers the same at each probe, after a first value. */
function repeating(again: () => unknown): Fetcher {
  const first = { changed: true, version: 'v1', open: async () => new TextEncoder().encode('{}') }
  let probes = 0
  return { name: 'repeating', probe: async () => (probes++ === 0 ? first : again()) as never }
}

async function stage(fetcher: Fetcher, refreshInterval?: Duration, random = () => 0.5) {
  const term = jsonTerm({ fetcher, ...(refreshInterval && { refreshInterval }) })
  const staged = await stageTree({ term }, { random })
  return { ...staged, term }
}

/** How many attempts begin while so much time passes in equal steps. */
async function attemptsIn({ time, heard }: StagedTree, steps: number, ms: number): Promise<number> {
  const before = heard.of('refresh.started').length
  for (let step = 0; step < steps; step++) await time.advance(ms)
  return heard.of('refresh.started').length - before
}

const unchanged = (freshFor?: number) => () => ({
  changed: false,
  ...(freshFor !== undefined && { freshFor }),
})
const failing = (retryAfterMs: number) => () => {
  throw new TermError('ERR_TERM_THROTTLED', 'not now', { retryAfterMs })
}

describe('P11, F37: an interval of 30 days', () => {
  it('is the longest that a timer waits, and no hot loop in small or big steps', async () => {
    const staged = await stage(repeating(unchanged()), '30d')

    expect(await attemptsIn(staged, 48, HOUR)).toBe(0)
    expect(await attemptsIn(staged, 4, LONGEST)).toBe(4)
    expect(Math.max(...staged.clock.waits)).toBe(LONGEST)
  })
})

describe('P11, F12, S20: a freshness', () => {
  it.each([
    ['of 0', 0, 105],
    ['of less than a millisecond', 0.001, 105],
    ['of a year', 365 * DAY, LONGEST],
    ['of infinity', Number.POSITIVE_INFINITY, LONGEST],
  ])('%s makes no hot loop', async (_, freshFor, wait) => {
    const staged = await stage(repeating(unchanged(freshFor)))
    await staged.poll(staged.term)

    expect(staged.heard.of('refresh.unchanged')).toMatchObject([{ nextInMs: wait }])
    expect(await attemptsIn(staged, 100, 10)).toBeLessThanOrEqual(10)
    expect(await attemptsIn(staged, 3, LONGEST)).toBe(3)
    expect(Math.max(...staged.clock.waits)).toBeLessThanOrEqual(LONGEST)
  })

  it.each([Number.NaN, -1])(
    'of %d is a breach, and the crashes are bounded by the cool-down',
    async (freshFor) => {
      const staged = await stage(repeating(unchanged(freshFor)))
      await staged.toNextProbe(staged.term)

      // There are two each time the tree starts, every 30 s.
      expect(await attemptsIn(staged, 600, 1_000)).toBeLessThanOrEqual(2 * 21)
      expect(await attemptsIn(staged, 10, HOUR)).toBeLessThanOrEqual(2 * 10)
    },
  )
})

describe('P11, F12, S20: a Retry-After', () => {
  it.each([
    ['of a month', 30 * DAY, LONGEST],
    ['of infinity', Number.POSITIVE_INFINITY, LONGEST],
    ['of more than timers keep', 2 ** 31, LONGEST],
    ['of an hour', HOUR, 1.05 * HOUR],
    ['of NaN', Number.NaN, 500],
    ['below 0', -1, 500],
  ])('%s from a fetcher is kept within bounds', async (_, retryAfterMs, wait) => {
    const staged = await stage(repeating(failing(retryAfterMs)))

    expect(await staged.poll(staged.term)).toMatchObject({ outcome: 'failed', nextInMs: wait })
    expect(await attemptsIn(staged, 10, 40)).toBe(0)
    expect(await attemptsIn(staged, 2, LONGEST)).toBe(2)
  })

  const later = (ms: number) => new Date(Date.now() + ms).toUTCString()
  it.each([
    ['a month', '2592000', 1.05 * DAY],
    ['more than there are numbers', '9'.repeat(400), 1.05 * DAY],
    ['a date in a year', later(365 * DAY), 1.05 * DAY],
    ['a date that is past', later(-DAY), 500],
    ['text', 'soon', 500],
    ['below 0', '-60', 500],
    ['a part of a second', '1.5', 500],
    ['nothing', '', 500],
    ['now', '0', 500],
    ['a minute', '60', 63_000],
  ])('over HTTP of %s is kept within bounds', async (_, value, wait) => {
    await using origin = await serveOrigin()
    origin.publish('/', '{}')
    const { term, poll } = await stage(http(origin.url))
    origin.reply('/', { status: 503, headers: { 'retry-after': value } })

    expect(await poll(term)).toMatchObject({ outcome: 'failed', nextInMs: wait })
  })
})

describe('a declared freshness over HTTP', () => {
  it.each<[string, Record<string, string>, least: number, most: number]>([
    ['a year', { 'cache-control': 'max-age=31536000' }, 1.05 * DAY, 1.05 * DAY],
    ['3 million years', { 'cache-control': 'max-age=99999999999999' }, 1.05 * DAY, 1.05 * DAY],
    ['a year, immutable', { 'cache-control': 'max-age=31536000, immutable' }, 1.05 * DAY, 1.05 * DAY],
    ['less than its age', { 'cache-control': 'max-age=60', age: '3600' }, 31_500, 31_500],
    ['a second', { 'cache-control': 'max-age=1' }, 31_500, 31_500],
    ['nothing', { 'cache-control': 'max-age=0' }, 31_500, 31_500],
    ['no number', { 'cache-control': 'max-age=soon' }, 31_500, 31_500],
    ['below 0', { 'cache-control': 'max-age=-5' }, 31_500, 31_500],
    ['no store', { 'cache-control': 'no-store' }, 31_500, 31_500],
    ['a date in the year 9999', { expires: 'Fri, 31 Dec 9999 23:59:59 GMT' }, 1.05 * DAY, 1.05 * DAY],
    ['no date', { expires: '0' }, 31_500, 31_500],
    ['ten minutes', { 'cache-control': 'max-age=600' }, 620_000, 630_000],
  ])('of %s is kept within bounds', async (_, headers, least, most) => {
    await using origin = await serveOrigin()
    origin.publish('/', '{}', headers)
    const { heard } = await stage(http(origin.url, { cache: true }))

    const [{ nextInMs } = { nextInMs: null }] = heard.of('refresh.updated')
    expect(nextInMs).toBeGreaterThanOrEqual(least)
    expect(nextInMs).toBeLessThanOrEqual(most)
  })

  it('of ten years is the longest that a timer waits, where the user allows it', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{}', { 'cache-control': 'max-age=315360000' })
    const { heard } = await stage(http(origin.url, { cache: true, maxRefreshInterval: '4000d' }))

    expect(heard.of('refresh.updated')).toMatchObject([{ nextInMs: LONGEST }])
  })
})

describe('P11, F37: a backoff', () => {
  const down = (code: 'ERR_TERM_NETWORK' | 'ERR_TERM_DENIED' | 'ERR_TERM_NOT_FOUND') => () => {
    throw new TermError(code, 'down')
  }

  it.each([
    ['at the lowest roll', 0, [100, 100, 100, 100, 100, 100, 100, 100, 100]],
    ['at the highest roll', 0.999, [1, 2, 4, 8, 16, 32, 60, 60, 60].map((bound) => bound * 999)],
  ])('is spread over all of its bound: %s', async (_, roll, waits) => {
    const { term, heard, poll } = await stage(repeating(down('ERR_TERM_NETWORK')), '1m', () => roll)
    for (const _ of waits) await poll(term)

    expect(heard.of('refresh.failed').map(({ nextInMs }) => nextInMs)).toEqual(waits)
  })

  it.each(['ERR_TERM_DENIED', 'ERR_TERM_NOT_FOUND'] as const)(
    'after %s is slow from the first',
    async (code) => {
      for (const [roll, wait] of [
        [0, 30_000],
        [0.999, 59_940],
      ] as const) {
        const { term, heard, poll } = await stage(repeating(down(code)), '1m', () => roll)
        for (let attempt = 0; attempt < 5; attempt++) await poll(term)
        expect(new Set(heard.of('refresh.failed').map(({ nextInMs }) => nextInMs))).toEqual(new Set([wait]))
      }
    },
  )
})
