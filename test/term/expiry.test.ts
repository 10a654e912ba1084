/** What follows when a value has expired: told once, kept or withheld, and over with the next confirmation. @module */

import { describe, expect, it } from 'vitest'
import { type Clock, type CommonOptions, json, remoteTerm, type TermEvent } from '../../src/index.ts'
import { type Script, scripted, text } from '../support/scripted-fetcher.ts'
import { stageTree } from '../support/staged-term.ts'

const down = new Error('down')
const MINUTES = 60_000
const EXPIRED = { code: 'ERR_TERM_EXPIRED' }

async function prices(
  script: readonly Script[],
  options: Partial<CommonOptions> & { initial?: string } = {},
) {
  const fetcher = scripted(...script)
  const term = remoteTerm({
    name: 'prices',
    fetcher,
    deserialize: text,
    refreshInterval: null,
    retry: { base: '10h', cap: '10h' },
    maxStale: '5m',
    maxAge: '10m',
    ...options,
  })
  const staged = await stageTree({ term })
  /** Until the value has expired, with a look at the moment when it turns stale. */
  const untilExpired = async (ms = 10 * MINUTES) => {
    await staged.time.advance(ms - 5 * MINUTES)
    await staged.time.advance(5 * MINUTES)
  }
  const edges = () =>
    staged.heard.events.flatMap(({ type }) =>
      ['term.stale', 'term.expired', 'term.fresh'].includes(type) ? [type] : [],
    )
  return { term, fetcher, edges, untilExpired, ...staged }
}

describe('P31: a value that nobody confirms', () => {
  it('is stale, and then expired, each at its moment, once, without an attempt', async () => {
    const { term, time, edges, heard } = await prices(['v1'])
    const attempts = heard.outcomes().length
    const standing = () => [term.snapshot().stale, term.snapshot().expired]
    await time.advance(5 * MINUTES - 1)
    expect([standing(), edges()]).toEqual([[false, false], []])
    await time.advance(1)
    expect([standing(), edges()]).toEqual([[true, false], ['term.stale']])
    await time.advance(5 * MINUTES - 1)
    expect(standing()).toEqual([true, false])
    await time.advance(1)
    expect([standing(), edges()]).toEqual([
      [true, true],
      ['term.stale', 'term.expired'],
    ])
    for (let hour = 0; hour < 24; hour++) await time.advance(60 * MINUTES)
    expect(edges()).toHaveLength(2)
    expect(heard.outcomes()).toHaveLength(attempts)
    expect(heard.of('term.expired')).toMatchObject([
      { term: 'prices', ageMs: 600_000, limitMs: 600_000, withheld: false },
    ])
  })

  it('is kept unless it is to be withheld, and status says when it expires', async () => {
    const { term, time, tree } = await prices(['v1'])
    const until = new Date(time.clock.now() + 10 * MINUTES)
    expect(term.status()).toMatchObject({ expired: false, expiresAt: until })
    await time.advance(10 * MINUTES)
    expect(term.status()).toMatchObject({ expired: true, stale: true, expiresAt: until })
    expect([term.get(), term.peek(), await term.ready()]).toEqual(['v1', 'v1', 'v1'])
    expect(tree.health()).toMatchObject({ startup: true, ready: true, live: true })
  })

  it('expires without a `maxStale`, too, and only with a `maxAge`', async () => {
    const expiring = await prices(['v1'], { maxStale: null })
    await expiring.time.advance(10 * MINUTES)
    expect(expiring.edges()).toEqual(['term.expired'])

    const lasting = await prices(['v1'], { maxStale: null, maxAge: null })
    await lasting.time.advance(10_000 * MINUTES)
    expect([lasting.edges(), lasting.term.status().expiresAt]).toEqual([[], undefined])
  })

  it('expires amid a backoff, and while the supervisor cools down', async () => {
    const { term, time, edges, untilExpired } = await prices(['v1', down])
    await time.advance(MINUTES)
    await term.refresh().catch(() => {})
    expect(term.status().state).toBe('backoff')
    await untilExpired(9 * MINUTES)
    expect(edges()).toEqual(['term.stale', 'term.expired'])

    const crashing = await prices(['v1', down], { retry: { base: '10h', cap: '10h', maxFailures: 1 } })
    await crashing.term.refresh().catch(() => {})
    for (let second = 0; second < 660; second++) await crashing.time.advance(1_000)
    expect(crashing.heard.of('supervisor.gave-up').length).toBeGreaterThan(0)
    expect(crashing.edges()).toEqual(['term.stale', 'term.expired'])
  })

  it('expires though it is the initial one, as long after its tree took it in', async () => {
    const { term, time } = await prices([down], { initial: 'v0', onExpired: 'withhold', start: 'background' })
    await time.advance(10 * MINUTES - 1)
    expect(term.get()).toBe('v0')
    await time.advance(1)
    expect(() => term.get()).toThrow(expect.objectContaining(EXPIRED))
  })
})

it('P31, F38: of a process that stood still past both moments, only what is true is told', async () => {
  const { time, edges } = await prices(['v1'])
  await time.advance(60 * MINUTES)
  expect(edges()).toEqual(['term.expired'])
})

describe('a value that has expired', () => {
  it.each([
    ['confirmed', 'v1'],
    ['replaced', 'v2'],
  ])('is fresh at once when it is %s, and told so once', async (_, answer) => {
    const { term, edges, untilExpired } = await prices(['v1', answer], { onExpired: 'withhold' })
    await untilExpired()
    await term.refresh()
    expect(term.get()).toBe(answer)
    expect(term.snapshot()).toMatchObject({ stale: false, expired: false })
    expect(edges()).toEqual(['term.stale', 'term.expired', 'term.fresh'])
    await untilExpired()
    expect(edges().slice(3)).toEqual(['term.stale', 'term.expired'])
  })

  it('is withheld where that is asked for: every reading says so, and what is held is asked about', async () => {
    const { term, time, fetcher, tree, heard } = await prices(['v1', down, 'v1'], { onExpired: 'withhold' })
    const read = term.get
    await time.advance(10 * MINUTES)
    await expect(term.refresh()).rejects.toMatchObject({ code: 'ERR_TERM_FETCH' })

    expect(() => read()).toThrow(expect.objectContaining({ ...EXPIRED, term: 'prices' }))
    expect(() => read()).toThrow(
      '[prices] the value has expired; the last attempt failed with ERR_TERM_FETCH',
    )
    expect(() => term.snapshot()).toThrow(expect.objectContaining(EXPIRED))
    expect(term.peek()).toBeUndefined()
    const changes = term.changes({ replay: true })
    expect(heard.of('term.expired')).toMatchObject([{ withheld: true }])
    expect(tree.health()).toMatchObject({ startup: true, ready: false, live: true })
    expect(tree.health().terms.prices).toMatchObject({ ready: false, expired: true, version: 'v1' })

    const ready = term.ready()
    expect(await term.refresh()).toBe('unchanged')
    expect(fetcher.asked.at(-1)).toEqual({ version: 'v1' })
    expect([await ready, read(), tree.health().ready]).toEqual(['v1', 'v1', true])
    await changes.return?.()
  })

  it('is what `ready` fails with when nothing better comes', async () => {
    const { term, time } = await prices(['v1'], { onExpired: 'withhold' })
    await time.advance(10 * MINUTES)
    const ready = expect(term.ready({ timeout: '1s' })).rejects.toMatchObject({
      ...EXPIRED,
      message: expect.stringMatching(/no value within 1000 ms; the one that is held has expired/),
    })
    await time.advance(1_000)
    await ready
  })

  it('of a term that need not be there leaves the service ready', async () => {
    const { time, tree } = await prices(['v1'], { onExpired: 'withhold', start: 'wait' })
    await time.advance(10 * MINUTES)
    expect(tree.health().ready).toBe(true)
    expect(tree.health().terms.prices?.ready).toBe(false)
  })

  it('is withheld of who keeps the values, too', async () => {
    let kept: unknown
    let readings = 0
    const term = remoteTerm({
      name: 'prices',
      fetcher: scripted('{"n":1}'),
      deserialize: json<{ n: number }>,
      refreshInterval: null,
      maxAge: '10m',
      onExpired: 'withhold',
      put: (value) => {
        kept = value
      },
      get: () => {
        readings++
        return kept as { n: number }
      },
    })
    const { time } = await stageTree({ term })
    expect(term.get()).toEqual({ n: 1 })
    await time.advance(10 * MINUTES)
    const before = readings
    expect(() => term.get()).toThrow(expect.objectContaining(EXPIRED))
    expect(term.peek()).toBeUndefined()
    expect(readings).toBe(before)
    await term.refresh()
    expect(term.get()).toEqual({ n: 1 })
  })
})

describe('a term that no tree keeps', () => {
  it('withholds its value from when it expires, whoever looks first', async () => {
    for (const look of ['get', 'snapshot', 'peek', 'status'] as const) {
      const { term, time, tree, edges } = await prices(['v1'], { onExpired: 'withhold' })
      await tree.stop()
      await time.advance(10 * MINUTES - 1)
      expect([term.get(), term.peek(), term.snapshot().expired]).toEqual(['v1', 'v1', false])
      await time.advance(1)
      if (look === 'peek') expect(term.peek()).toBeUndefined()
      else if (look === 'status') expect(term.status().expired).toBe(true)
      else expect(() => term[look]()).toThrow(expect.objectContaining(EXPIRED))
      expect(() => term.get()).toThrow(expect.objectContaining(EXPIRED))
      expect(edges()).toEqual([])
    }
  })

  it('leaves no timer behind', async () => {
    const { tree, clock } = await prices(['v1'], { onExpired: 'withhold' })
    await tree.stop()
    expect(clock.armed).toBe(0)
  })

  it('F35: is as old as before when a tree takes it in after the wall clock was set back', async () => {
    const { term, fetcher, time, tree, clock } = await prices(['v1'])
    await tree.stop()
    await time.advance(10 * MINUTES)
    fetcher.answer(down)
    const aYearAgo: Clock = { ...clock, now: () => clock.now() - 365 * 24 * 60 * MINUTES }
    const expired: number[] = []
    const hear = (event: TermEvent) => {
      if (event.type === 'term.expired') expired.push(event.ageMs)
    }
    await using again = await term.start({ clock: aYearAgo, observers: [{ name: 'test', hear }] })
    await time.advance(MINUTES)

    expect(expired).toHaveLength(1)
    expect(again.health().terms.prices).toMatchObject({ expired: true, ageMs: 11 * MINUTES })
  })
})
