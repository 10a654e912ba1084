/** Asking for a refresh: who asks while an attempt runs shares its end. @module */

import { describe, expect, it, vi } from 'vitest'
import { http, json, remoteTerm, supervise, TermError } from '../../src/index.ts'
import { deferred, never } from '../support/deferred.ts'
import { grow, noJitter, outcome } from '../support/grown.ts'
import { serveOrigin } from '../support/origin.ts'
import { recorder } from '../support/recorder.ts'
import { type Script, scripted, text, versionOf } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const down = new TermError('ERR_TERM_NETWORK', 'refused')

function prices(...script: readonly Script[]) {
  const fetcher = scripted(...script)
  const term = remoteTerm({
    name: 'prices',
    fetcher,
    deserialize: text,
    refreshInterval: null,
    start: 'background',
    retry: { base: '1h', cap: '1h' },
  })
  return { fetcher, term }
}

describe('`refresh`', () => {
  it('tells whether there was something newer', async () => {
    const { term } = prices('v1', 'v1', 'v2')
    const { time } = await grow({ term })
    await time.settle()
    expect(await term.refresh()).toBe('unchanged')
    expect(await term.refresh()).toBe('updated')
    expect(term.get()).toBe('v2')
  })

  it('resolves after the value is published and the listeners are told', async () => {
    const { term } = prices('v1', 'v2')
    const { time } = await grow({ term })
    await time.settle()
    const told: unknown[] = []
    term.subscribe(({ value }) => told.push(value))
    await term.refresh()
    expect([told, term.get()]).toEqual([['v2'], 'v2'])
  })

  it('joins the attempt that runs', async () => {
    const gate = deferred()
    const { fetcher, term } = prices(async (known) => {
      await gate.promise
      return versionOf('v1', known)
    })
    await grow({ term })
    const refreshed = [term.refresh(), term.refresh()]
    gate.resolve()
    expect(await Promise.all(refreshed)).toEqual(['updated', 'updated'])
    expect(fetcher.asked).toHaveLength(1)
  })

  it('joins the first attempt, and rejects where that fails, though a later one would not', async () => {
    const gate = deferred()
    const { fetcher, term } = prices(async () => {
      await gate.promise
      throw down
    }, 'v1')
    await grow({ term })
    const refreshed = [outcome(term.refresh()), outcome(term.refresh())]
    gate.resolve()
    const [one, two] = await Promise.all(refreshed)
    expect(one).toMatchObject({ code: 'ERR_TERM_NETWORK', stage: 'probe' })
    expect(two).toBe(one)
    expect(fetcher.asked).toHaveLength(1)
    expect(await term.refresh()).toBe('updated')
    expect(term.get()).toBe('v1')
  })

  it('cuts a backoff short', async () => {
    const { fetcher, term } = prices(down, 'v1')
    const { time } = await grow({ term })
    await time.settle()
    expect(term.status().state).toBe('backoff')
    expect(await term.refresh()).toBe('updated')
    expect(fetcher.asked).toHaveLength(2)
  })

  it('rejects with the reason, for all who asked', async () => {
    const { term } = prices('v1', down)
    const { time } = await grow({ term })
    await time.settle()
    const [one, two] = await Promise.all([outcome(term.refresh()), outcome(term.refresh())])
    expect(one).toMatchObject({ code: 'ERR_TERM_NETWORK', term: 'prices', stage: 'probe' })
    expect((one as Error).message).toBe('[prices] refused')
    expect(two).toBe(one)
  })

  it('rejects when the incarnation crashes', async () => {
    const { term } = prices('v1', () => ({}) as never)
    const { time } = await grow({ term })
    await time.settle()
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_CONTRACT' })
  })

  it('waits for the next incarnation when there is none at the moment', async () => {
    const { fetcher, term } = prices('v1', () => ({}) as never, 'v2')
    const { time } = await grow({ term }, { intensity: { restarts: 0, within: '5s' }, coolDown: '30s' })
    await time.settle()
    await outcome(term.refresh())
    expect(term.status().state).toBe('down')
    const refreshed = term.refresh()
    await time.advance(30_000)
    expect(await refreshed).toBe('updated')
    expect(fetcher.asked).toHaveLength(3)
  })

  it('begins another attempt once the one before has ended', async () => {
    const { fetcher, term } = prices('v1')
    const { time } = await grow({ term })
    await time.settle()
    for (let round = 0; round < 3; round++) await term.refresh()
    expect(fetcher.asked).toHaveLength(4)
  })

  it('is known for what it is', async () => {
    const events = recorder()
    const { term } = prices('v1')
    const { time } = await grow({ term }, { observers: [events] })
    await time.settle()
    await term.refresh()
    expect(events.all('refresh.started').map(({ trigger }) => trigger)).toEqual(['start', 'manual'])
  })
})

describe('a term that does not run', () => {
  it('tells that it was never started', async () => {
    const { term } = prices('v1')
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_NOT_STARTED', term: 'prices' })
  })

  it('tells that it is stopped', async () => {
    const { term } = prices('v1')
    const tree = await supervise({ term })
    await tree.stop()
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_STOPPED', term: 'prices' })
  })

  it('keeps nobody waiting who asked before it stopped', async () => {
    const time = simulatedTime()
    const { term } = prices(never)
    const tree = await supervise({ term }, { clock: time.clock, random: noJitter })
    const refreshed = outcome(term.refresh())
    await tree.stop()
    expect(await refreshed).toMatchObject({ code: 'ERR_TERM_STOPPED' })
  })
})

it('a rejected refresh that nobody looks at is no unhandled rejection', async () => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  try {
    const { term } = prices('v1', down)
    void term.refresh()
    const { time } = await grow({ term })
    await time.settle()
    void term.refresh()
    void term.refresh()
    await time.settle()
    expect(term.status().failures).toBe(1)
    expect(unhandled).not.toHaveBeenCalled()
  } finally {
    process.off('unhandledRejection', unhandled)
  }
})

it('a thousand who ask at once cost the origin one request', async () => {
  await using origin = await serveOrigin()
  origin.publish('/prices.json', '{"EUR":1}')
  const fetcher = http(`${origin.url}/prices.json`)
  const term = remoteTerm({ name: 'prices', fetcher, deserialize: json, refreshInterval: null })
  await using _tree = await supervise({ term })
  const outcomes = await Promise.all(Array.from({ length: 1_000 }, () => term.refresh()))
  expect(new Set(outcomes)).toEqual(new Set(['unchanged']))
  expect(origin.requests).toHaveLength(2)
})
