/** P14: the first probes of terms that nobody waits for are spread, and whoever waits is served at once. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstDelay } from '../../machines/index.ts'
import { remoteTerm } from '../../src/index.ts'
import { dice } from '../support/dice.ts'
import { grow } from '../support/grown.ts'
import { scripted, text } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'

function fleet(count: number, refreshInterval: string) {
  const time = simulatedTime()
  const arrivals: number[] = []
  const terms = Array.from({ length: count }, (_, index) => {
    const fetcher = { ...scripted('v1'), name: `origin-${index}` }
    const { probe } = fetcher
    fetcher.probe = (known, context) => {
      arrivals.push(time.clock.monotonic())
      return probe(known, context)
    }
    const name = `term-${index}`
    return remoteTerm({
      name,
      fetcher,
      deserialize: text,
      start: 'background',
      refreshInterval: refreshInterval as '1m',
    })
  })
  const children = Object.fromEntries(terms.map((term) => [term.name, term]))
  const most = (ms: number) => {
    const counts = new Map<number, number>()
    for (const at of arrivals) counts.set(Math.floor(at / ms), (counts.get(Math.floor(at / ms)) ?? 0) + 1)
    return Math.max(...counts.values())
  }
  return { time, arrivals, terms, children, most }
}

describe('P14: a tree of two thousand terms that nobody waits for', () => {
  it('asks for them over ten seconds, and then goes on as spread', async () => {
    const { time, arrivals, children, most } = fleet(2_000, '1m')
    await grow(children, { time, random: dice(3) })
    for (let second = 0; second < 10; second++) await time.advance(1_000)
    expect(arrivals).toHaveLength(2_000)
    expect(most(1_000)).toBeLessThan(300)
    for (let second = 0; second < 62; second++) await time.advance(1_000)
    expect(arrivals.length).toBeGreaterThan(3_000)
    expect(most(1_000)).toBeLessThan(300)
  })

  it('serves at once whoever waits for one, or asks for it', async () => {
    const { time, arrivals, children, terms } = fleet(2_000, '1m')
    const needed = remoteTerm({
      name: 'needed',
      fetcher: { ...scripted('v1'), name: 'needed' },
      deserialize: text,
    })
    await grow({ ...children, needed }, { time, random: () => 0.999 })
    expect([needed.get(), arrivals.length]).toEqual(['v1', 0])
    expect(terms[0]?.status()).toMatchObject({ state: 'probing', waitsFor: 'turn' })
    expect(await terms[7]?.ready()).toBe('v1')
    expect(await terms[8]?.refresh()).toBe('updated')
    expect(arrivals).toHaveLength(2)
  })

  it('P22: never asks for one that was stopped before', async () => {
    const { time, arrivals, children } = fleet(200, '1m')
    const { tree } = await grow(children, { time, random: () => 0.5 })
    await tree.stop()
    await time.advance('2m')
    expect(arrivals).toEqual([])
  })
})

it('a small tree waits for nothing', async () => {
  const { time, arrivals, children } = fleet(100, '1m')
  await grow(children, { time, random: () => 0.999 })
  await time.settle()
  expect(arrivals).toHaveLength(100)
})

it('P11: the wait is within 5 ms a term, the interval and a minute', () => {
  const roll = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  const interval = fc.option(fc.integer({ min: 0, max: 2 ** 40 }))
  fc.assert(
    fc.property(fc.nat(), interval, roll, (terms, interval, roll) => {
      const delay = firstDelay(terms, interval, roll)
      expect(delay).toBeGreaterThanOrEqual(0)
      expect(delay).toBeLessThanOrEqual(Math.min(5 * terms, interval ?? 60_000, 60_000))
      if (terms <= 100) expect(delay).toBe(0)
    }),
  )
})
