/** The age of a value: told without traffic, once per edge, and kept apart from failures. @module */

import { describe, expect, it, onTestFinished } from 'vitest'
import { http, remoteTerm, type Supervision, supervise, type TermError } from '../../src/index.ts'
import { type CountedClock, countedClock } from '../support/counted-clock.ts'
import { grow, noJitter } from '../support/grown.ts'
import { serveOrigin } from '../support/origin.ts'
import { recorder } from '../support/recorder.ts'
import { type Script, scripted, text } from '../support/scripted-fetcher.ts'
import { type SimulatedTime, simulatedTime } from '../support/simulated-time.ts'

const down = new Error('down')

async function prices(options: { script: Script[]; initial?: string; staleIsUnready?: boolean }) {
  const { script, ...others } = options
  const events = recorder()
  const term = remoteTerm({
    name: 'prices',
    fetcher: scripted(...script),
    deserialize: text,
    refreshInterval: null,
    retry: { base: '1h', cap: '1h' },
    maxStale: '5m',
    ...others,
  })
  const { tree, time } = await grow({ term }, { observers: [events] })
  await time.settle()
  const edges = () => events.events.filter(({ type }) => type === 'term.stale' || type === 'term.fresh')
  return { term, tree, time, edges }
}

const MINUTES = 60_000

describe('a value that nobody confirms', () => {
  it('P37: is stale after `maxStale`, not a moment earlier, and still served', async () => {
    const { term, time, edges } = await prices({ script: ['v1'] })
    await time.advance(5 * MINUTES - 1)
    expect([term.snapshot().stale, edges()]).toEqual([false, []])
    await time.advance(1)
    expect(term.snapshot()).toMatchObject({ value: 'v1', stale: true })
    expect(term.status().stale).toBe(true)
    expect(edges()).toMatchObject([{ type: 'term.stale', term: 'prices', ageMs: 300_000, limitMs: 300_000 }])
  })

  it('is told of once, however long it lasts', async () => {
    const { time, edges } = await prices({ script: ['v1', down] })
    for (let hour = 0; hour < 24; hour++) await time.advance(60 * MINUTES)
    expect(edges()).toHaveLength(1)
  })

  it('is never stale where no `maxStale` is set', async () => {
    const term = remoteTerm({ name: 'prices', fetcher: scripted('v1'), refreshInterval: null })
    const { time } = await grow({ term })
    await time.advance(365 * 24 * 60 * MINUTES)
    expect(term.snapshot().stale).toBe(false)
  })

  it('is watched for longer than one timer can hold', async () => {
    const DAY = 24 * 60 * MINUTES
    const time = simulatedTime()
    const waits: number[] = []
    const setTimeout = (callback: () => void, ms: number) => {
      waits.push(ms)
      return time.clock.setTimeout(callback, ms)
    }
    const term = remoteTerm({
      name: 'prices',
      fetcher: scripted('v1'),
      refreshInterval: null,
      maxStale: '30d',
    })
    await grow({ term }, { time, clock: { ...time.clock, setTimeout } })
    await time.advance(25 * DAY)
    await time.advance(5 * DAY - 1)
    expect(term.snapshot().stale).toBe(false)
    await time.advance(1)
    expect(term.snapshot().stale).toBe(true)
    expect(Math.max(...waits)).toBe(2 ** 31 - 1)
  })

  it('is not stale before there is one', async () => {
    const fetcher = scripted(down)
    const events = recorder()
    const term = remoteTerm({ name: 'prices', fetcher, lazyInit: true, maxStale: '5m' })
    const { time } = await grow({ term }, { observers: [events] })
    for (let hour = 0; hour < 3; hour++) await time.advance(60 * MINUTES)
    fetcher.answer('v1', down)
    await time.advance(60 * MINUTES)
    expect([...events.all('term.stale'), ...events.all('term.fresh')]).toEqual([])
    expect(term.snapshot().stale).toBe(false)
    await time.advance(5 * MINUTES)
    expect([events.all('term.stale').length, term.snapshot().stale]).toEqual([1, true])
  })

  it('is stale though it is the initial one', async () => {
    const { term, time } = await prices({ script: [down], initial: 'v0' })
    await time.advance(5 * MINUTES)
    expect(term.snapshot()).toMatchObject({ value: 'v0', origin: 'initial', stale: true })
  })
})

describe('a stale value', () => {
  it.each([
    ['confirmed', 'v1'],
    ['replaced', 'v2'],
  ])('is fresh again when it is %s', async (_, answer) => {
    const { term, time, edges } = await prices({ script: ['v1', answer] })
    await time.advance(5 * MINUTES)
    await term.refresh()
    expect(term.snapshot()).toMatchObject({ value: answer, stale: false })
    expect(edges()).toMatchObject([{ type: 'term.stale' }, { type: 'term.fresh', limitMs: 300_000 }])
    await time.advance(5 * MINUTES - 1)
    expect(edges()).toHaveLength(2)
    await time.advance(1)
    expect(edges()).toHaveLength(3)
  })

  it('stays stale when the origin fails', async () => {
    const { term, time, edges } = await prices({ script: ['v1', down] })
    await time.advance(5 * MINUTES)
    await term.refresh().catch((error: TermError) => error)
    expect([term.snapshot().stale, edges().length]).toEqual([true, 1])
  })

  it('P37: leaves the service ready, unless it is told not to', async () => {
    for (const staleIsUnready of [false, true]) {
      const { term, tree, time } = await prices({ script: ['v1', 'v1'], staleIsUnready })
      const ready = () => [tree.health().ready, tree.health().terms.prices?.ready]
      expect(ready()).toEqual([true, true])
      await time.advance(5 * MINUTES)
      expect(ready()).toEqual([!staleIsUnready, !staleIsUnready])
      expect(tree.health()).toMatchObject({ startup: true, live: true })
      await term.refresh()
      expect(ready()).toEqual([true, true])
    }
  })
})

describe('the age of a value', () => {
  const ageIn = (tree: Supervision) => tree.health().terms.prices?.ageMs

  it('counts from the last confirmation', async () => {
    const { term, tree, time } = await prices({ script: ['v1', 'v1', down] })
    await time.advance(2 * MINUTES)
    expect(ageIn(tree)).toBe(2 * MINUTES)
    await term.refresh()
    expect(ageIn(tree)).toBe(0)
    await time.advance(MINUTES)
    await term.refresh().catch((error: TermError) => error)
    expect(ageIn(tree)).toBe(MINUTES)
  })

  /** A tree over a term that was fetched by another one, which stopped some minutes ago. */
  async function again(minutes: number, time: SimulatedTime) {
    const term = remoteTerm({
      name: 'prices',
      fetcher: scripted('v1', down),
      refreshInterval: null,
      retry: { base: '1h', cap: '1h' },
      maxStale: '5m',
    })
    const options = { clock: time.clock, random: noJitter }
    await (await supervise({ term }, options)).stop()
    await time.advance(minutes * MINUTES)
    return { term, ...(await grow({ term }, { time })) }
  }

  it('counts on while its term is not supervised', async () => {
    const time = simulatedTime()
    const { term, tree } = await again(3, time)
    expect(ageIn(tree)).toBe(3 * MINUTES)
    await time.advance(2 * MINUTES)
    expect(term.snapshot().stale).toBe(true)
  })

  it('may be over the limit when its term is supervised again', async () => {
    const time = simulatedTime()
    const { term } = await again(60, time)
    await time.advance(0)
    expect(term.snapshot().stale).toBe(true)
  })
})

it('a 304 makes a stale value fresh', async () => {
  await using origin = await serveOrigin()
  origin.publish('/prices', 'v1')
  const events = recorder()
  const time = simulatedTime()
  const fetcher = http(`${origin.url}/prices`)
  const term = remoteTerm({ name: 'prices', fetcher, refreshInterval: null, maxStale: '5m' })
  await using _tree = await supervise({ term }, { observers: [events], clock: time.clock })
  await time.advance(5 * MINUTES)
  const { updatedAt } = term.snapshot()
  expect(await term.refresh()).toBe('unchanged')
  expect(term.snapshot()).toMatchObject({ stale: false, updatedAt, confirmedAt: new Date(time.clock.now()) })
  expect(events.all('term.fresh')).toHaveLength(1)
})

describe('of a value that no tree keeps any more', () => {
  it('the age counts on, and is told to who looks', async () => {
    const { term, tree, time, edges } = await prices({ script: ['v1'], staleIsUnready: true })
    await tree.stop()
    await time.advance(5 * MINUTES - 1)
    expect([term.snapshot().stale, term.status().stale]).toEqual([false, false])
    await time.advance(1)
    expect(tree.health().terms.prices).toMatchObject({ stale: true, ageMs: 300_000 })
    expect([term.snapshot().stale, term.status().stale, term.get()]).toEqual([true, true, 'v1'])
    expect(edges()).toEqual([])
  })

  it('the age counts on after a removal, too', async () => {
    const { term, tree, time, edges } = await prices({ script: ['v1'] })
    await tree.remove('term')
    await time.advance(5 * MINUTES)
    expect([term.snapshot().stale, edges()]).toEqual([true, []])
    expect(term.snapshot()).toBe(term.snapshot())
  })

  it('it is fresh again when another tree confirms it', async () => {
    const { term, tree, time } = await prices({ script: ['v1'] })
    await tree.remove('term')
    await time.advance(5 * MINUTES)
    expect(term.snapshot().stale).toBe(true)
    await tree.add('term', term)
    await time.settle()
    expect(term.snapshot().stale).toBe(false)
  })
})

it('a watch has one timer, however often the value is confirmed', async () => {
  const clock = countedClock(simulatedTime().clock)
  const { term } = await staged(clock)
  const armed = clock.armed
  for (let turn = 0; turn < 10; turn++) await term.refresh()
  expect(clock.armed).toBe(armed)

  /** A term whose only timer is that of its age. */
  async function staged(clock: CountedClock) {
    const term = remoteTerm({
      name: 'prices',
      fetcher: scripted('v1'),
      refreshInterval: null,
      maxStale: '5m',
    })
    const tree = await supervise({ term }, { clock, observers: [] })
    onTestFinished(() => tree.stop())
    expect(clock.armed).toBe(1)
    return { term, tree }
  }
})
