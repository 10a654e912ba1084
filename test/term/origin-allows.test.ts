/** For how long an origin lets a value pass though it can't be asked. @module */

import { describe, expect, it } from 'vitest'
import { type Fetcher, http } from '../../src/index.ts'
import { fakeFetcher, type ServeOptions } from '../../src/testing.ts'
import { serveOrigin } from '../support/origin.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

const MINUTES = 60_000

async function prices(fetcher: Fetcher, options: { maxStale?: '1m' | '1h'; refreshInterval?: '10m' } = {}) {
  const term = jsonTerm({ fetcher, retry: { base: '1s', cap: '1s' }, ...options })
  const { heard, time, poll } = await stageTree({ term })
  const edges = () => heard.events.flatMap(({ type }) => (/^term\.(stale|fresh)$/.test(type) ? [type] : []))
  const wait = async (ms: number, step = 1_000) => {
    for (let left = ms; left > 0; left -= step) await time.advance(Math.min(left, step))
  }
  return { term, heard, time, poll, edges, wait }
}

const served = (options: ServeOptions) => fakeFetcher().serve('{"n":1}', { version: 'v1', ...options })

describe('a value whose origin allows no staleness', () => {
  it('is stale as soon as its freshness is over and an attempt has failed, not before', async () => {
    const { edges, time, heard } = await prices(served({ freshFor: 10 * MINUTES, staleFor: 0 }).fail())
    await time.advance(10.5 * MINUTES - 1)
    expect(edges()).toEqual([])
    await time.advance(1)
    expect(heard.outcomes()).toEqual(['updated', 'ERR_TERM_NETWORK'])
    expect(heard.of('term.stale')).toMatchObject([{ ageMs: 10.5 * MINUTES, limitMs: 10 * MINUTES }])
  })

  it('is not while attempts succeed', async () => {
    const { edges, poll, term } = await prices(served({ freshFor: MINUTES, staleFor: 0 }).notModified())
    for (let turn = 0; turn < 5; turn++) await poll(term)
    expect(edges()).toEqual([])
  })

  it('is fresh again with the first answer, and told so once', async () => {
    const fetcher = served({ freshFor: MINUTES, staleFor: 0 }).fail().fail().notModified()
    const { edges, wait } = await prices(fetcher)
    await wait(70_000, 500)
    expect(edges()).toEqual(['term.stale', 'term.fresh'])
  })
})

describe('a value whose origin allows some staleness', () => {
  it('is stale when that is over and attempts have failed since its freshness was', async () => {
    const fetcher = served({ freshFor: MINUTES, staleFor: 5 * MINUTES }).fail()
    const { edges, wait, time } = await prices(fetcher)
    await wait(6 * MINUTES - 1_000)
    expect(edges()).toEqual([])
    await time.advance(999)
    expect(edges()).toEqual([])
    await time.advance(1)
    expect(edges()).toEqual(['term.stale'])
  })

  it('is never longer fresh than `maxStale` allows', async () => {
    const fetcher = served({ freshFor: MINUTES, staleFor: 60 * MINUTES }).fail()
    const { edges, time } = await prices(fetcher, { maxStale: '1m' })
    await time.advance(MINUTES)
    expect(edges()).toEqual(['term.stale'])
  })

  it('is by the latest word of its origin, which may say nothing any more', async () => {
    const fetcher = served({ freshFor: MINUTES, staleFor: 0 }).notModified().fail()
    const { edges, poll, term, wait } = await prices(fetcher)
    await poll(term)
    await wait(10 * MINUTES, MINUTES)
    expect(edges()).toEqual([])
  })
})

describe('what an HTTP origin says', () => {
  it.each([
    ['max-age=60, must-revalidate', 60_000],
    ['max-age=60, stale-if-error=60', 120_000],
    ['max-age=60, stale-while-revalidate=30', 90_000],
    ['max-age=60, stale-while-revalidate=30, stale-if-error=120', 180_000],
    ['max-age=5, stale-if-error=60', 65_000],
    ['no-cache', 0],
    ['max-age=60', undefined],
    ['max-age=60, immutable', undefined],
  ])('`%s` lets the value pass for %s ms though requests fail', async (header, ms) => {
    await using origin = await serveOrigin()
    origin.publish('/', '{}', { 'cache-control': header })
    const { term, heard, time } = await prices(http(origin.url, { cache: true }))
    origin.reply('/', (_, response) => void response.writeHead(503).end())
    let limit: number | null | undefined
    for (let turn = 0; turn < 12 && limit === undefined; turn++) {
      await time.advance(30_000)
      await term.refresh().catch(() => {})
      ;[{ limitMs: limit } = { limitMs: undefined }] = heard.of('term.stale')
    }
    if (ms === undefined) return expect(limit).toBeUndefined()
    // The date of an answer has whole seconds.
    expect(limit).toBeGreaterThan(ms - 2_000)
    expect(limit).toBeLessThanOrEqual(ms)
  })

  it('counts only where `cache: true` asks for it', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{}', { 'cache-control': 'max-age=60, must-revalidate' })
    const { term, edges, time } = await prices(http(origin.url))
    origin.reply('/', (_, response) => void response.writeHead(503).end())
    await time.advance(600_000)
    await term.refresh().catch(() => {})
    expect(edges()).toEqual([])
  })
})
