/** What an origin calls fresh gets old from its answer on, whatever the attempt does with it. @module */

import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type Changed, type Duration, type Fetcher, firstOf, http } from '../../src/index.ts'
import { serveOrigin } from '../support/origin.ts'
import { changed, httpFetcher } from '../support/probing.ts'
import { guardProcess } from '../support/process-guard.ts'
import { type SimulatedTime, simulatedTime } from '../support/simulated-time.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

guardProcess()

const bytes = new TextEncoder().encode('{}')
const answer = (more: Partial<Changed>): Changed => ({ changed: true, open: async () => bytes, ...more })
const fetcherOf = (probe: Fetcher['probe']): Fetcher => ({ name: 'slow', probe })

type Stage = 'body' | 'decode' | 'validate' | 'put'

/** A term of which one stage takes 3 s, and whose origin calls its answer fresh for so long. */
async function slowTerm(stage: Stage, freshFor: number | undefined) {
  const time = simulatedTime()
  const wait = <T>(at: Stage, value: T) =>
    at === stage ? new Promise<T>((resolve) => time.clock.setTimeout(() => resolve(value), 3_000)) : value
  const open = async () => await wait('body', bytes)
  let kept: unknown
  const term = jsonTerm({
    start: 'background',
    fetcher: fetcherOf(async () => answer({ freshFor, open })),
    deserialize: () => wait('decode', {}),
    validate: async () => wait('validate', true),
    put: async (value: unknown) => {
      kept = await wait('put', value)
    },
    get: () => kept,
  } as never)
  const { heard, tree } = await stageTree({ term }, { random: () => 0 }, time)
  return { time, heard, tree }
}

async function nextIn(stage: Stage, freshFor: number | undefined): Promise<number | null | undefined> {
  const { time, heard } = await slowTerm(stage, freshFor)
  for (let second = 0; second < 3; second += 1) await time.advance(1_000)
  return heard.of('refresh.updated').at(-1)?.nextInMs
}

describe('what is fresh for 4 s', () => {
  it.each<Stage>(['body', 'decode', 'validate', 'put'])(
    'is asked for again 1 s after 3 s of %s',
    async (stage) => {
      expect(await nextIn(stage, 4_000)).toBe(1_000)
    },
  )

  it('is asked for soon, but in no hot loop, after an attempt that took longer', async () => {
    expect(await nextIn('body', 2_000)).toBe(100)
  })

  it('leaves the interval of the user alone', async () => {
    expect(await nextIn('body', undefined)).toBe(60_000)
  })
})

describe('a redirect on the way', () => {
  it('has got older by the time of the answer that it leads to', async () => {
    await using origin = await serveOrigin()
    const headers = { location: '/b', 'cache-control': 'max-age=100' }
    origin.reply('/a', { status: 302, headers })
    origin.reply('/b', async (_, response) => {
      await delay(200)
      response.writeHead(200, { 'content-length': 1, 'cache-control': 'max-age=1000' }).end('x')
    })
    const { freshFor = 0 } = await changed(
      httpFetcher(`${origin.url}/a`, { cache: true, minRefreshInterval: 1 }),
    )

    expect(freshFor).toBeLessThanOrEqual(99_801)
    expect(freshFor).toBeGreaterThan(90_000)
  })
})

describe('the pace with `cache: true`', () => {
  const NEVER = { 'cache-control': 'no-cache', etag: '"v"' }

  async function nextOf(
    headers: Record<string, string>,
    { refreshInterval, cache = true }: { refreshInterval?: Duration | null; cache?: boolean } = {},
    time: SimulatedTime = simulatedTime(),
  ) {
    await using origin = await serveOrigin()
    origin.reply('/', { body: '{}', headers }, { status: 304, headers })
    const primary = http(origin.url, { cache, minRefreshInterval: '20s' })
    const fetcher = firstOf([primary, http('http://127.0.0.1:9/')])
    const nexts: (number | null | undefined)[] = []
    for (const one of [primary, fetcher]) {
      origin.reply('/', { body: '{}', headers }, { status: 304, headers })
      const term = jsonTerm({ fetcher: one, ...(refreshInterval !== undefined && { refreshInterval }) })
      const { heard, tree } = await stageTree({ term }, { random: () => 0 }, time)
      expect(await term.refresh()).toBe('unchanged')
      nexts.push(heard.of('refresh.updated').at(-1)?.nextInMs, heard.of('refresh.unchanged').at(-1)?.nextInMs)
      await tree.stop()
    }
    return nexts
  }
  const all = (ms: number | null) => [ms, ms, ms, ms]

  it('is the least interval for what is never fresh, where the user has none', async () => {
    expect(await nextOf(NEVER)).toEqual(all(20_000))
    expect(await nextOf({ ...NEVER, 'cache-control': 'max-age=0' })).toEqual(all(20_000))
    expect(await nextOf({ ...NEVER, 'cache-control': 'max-age=60', vary: '*' })).toEqual(all(20_000))
  })

  it('is that of the user where there is one, be it the default', async () => {
    expect(await nextOf(NEVER, { refreshInterval: '1m' })).toEqual(all(60_000))
    expect(await nextOf(NEVER, { refreshInterval: '12h' })).toEqual(all(43_200_000))
    expect(await nextOf(NEVER, { refreshInterval: null })).toEqual(all(null))
  })

  it('is the default where the origin says nothing, and without `cache`', async () => {
    expect(await nextOf({ etag: '"v"' })).toEqual(all(60_000))
    expect(await nextOf(NEVER, { cache: false })).toEqual(all(60_000))
  })
})
