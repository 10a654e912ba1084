/** P15: terms of one origin retry no more often than it may be asked, in a tree that runs. @module */

import { describe, expect, it } from 'vitest'
import {
  type Fetcher,
  type RemoteTerm,
  remoteTerm,
  type SuperviseOptions,
  TermError,
} from '../../src/index.ts'
import { dice } from '../support/dice.ts'
import { grow, outcome } from '../support/grown.ts'
import { hearing } from '../support/hearing.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const MINUTE = 60_000

/** Terms of one origin, which is up or down, and when each request came there. */
async function fleet(count: number, refreshInterval: string | null, options: SuperviseOptions = {}) {
  const time = simulatedTime()
  const heard = hearing()
  const origin = { isDown: false, arrivals: [] as number[] }
  const fetcher: Fetcher = {
    name: 'of the fleet',
    origin: 'https://origin.test',
    async probe(known) {
      origin.arrivals.push(time.clock.monotonic())
      if (origin.isDown) throw new TermError('ERR_TERM_HTTP', 'the origin answered 503', { status: 503 })
      const open = async () => Uint8Array.of(1)
      return known === undefined
        ? { changed: true, version: 'v1', known: { v: 1 }, open }
        : { changed: false }
    },
  }
  const terms = Array.from({ length: count }, (_, index) =>
    remoteTerm({ name: `term-${index}`, fetcher, refreshInterval: refreshInterval as '5m' }),
  )
  const children = Object.fromEntries(terms.map((term) => [term.name, term]))
  const { tree } = await grow(children, { time, random: dice(7), observers: [heard], ...options })
  /** Moves the time, and tells how often the origin was asked meanwhile. */
  const pass = async (ms: number, step = 1_000) => {
    const before = origin.arrivals.length
    for (let passed = 0; passed < ms; passed += step) await time.advance(step)
    return origin.arrivals.length - before
  }
  return { tree, time, heard, origin, terms, one: terms[0] as RemoteTerm<unknown>, pass }
}

describe('P15, F10: while its origin fails', () => {
  it('a term that polls every 5 minutes asks twice as often, and not ten times', async () => {
    const { origin, pass } = await fleet(1, '5m')
    await pass(5.5 * MINUTE)
    origin.isDown = true
    const first = await pass(60 * MINUTE)
    const second = await pass(60 * MINUTE)
    expect(first).toBeLessThanOrEqual(10 + 24)
    expect(second).toBeLessThanOrEqual(24)
    expect(second).toBeGreaterThan(18)
  })

  it('F67: two hundred terms do, and come back without a rush', async () => {
    const { origin, pass, terms } = await fleet(200, '5m')
    const healthy = await pass(60 * MINUTE)
    origin.isDown = true
    expect(await pass(60 * MINUTE)).toBeLessThanOrEqual(10 + 2.2 * healthy)
    origin.isDown = false
    const from = origin.arrivals.length
    await pass(6 * MINUTE)
    expect(terms.every((term) => term.status().failures === 0)).toBe(true)
    const seconds = new Map<number, number>()
    for (const at of origin.arrivals.slice(from)) {
      const second = Math.floor(at / 1_000)
      seconds.set(second, (seconds.get(second) ?? 0) + 1)
    }
    expect(Math.max(...seconds.values())).toBeLessThan(12)
  })

  it('a blip of ten seconds is over within a minute', async () => {
    const { origin, one, pass } = await fleet(1, '1h')
    origin.isDown = true
    await outcome(one.refresh())
    await pass(10_000)
    origin.isDown = false
    await pass(MINUTE)
    expect(one.status()).toMatchObject({ failures: 0, waitsFor: undefined })
  })
})

describe('a retry that waits for the budget', () => {
  it('is told once in an outage, and again in the next one', async () => {
    const { origin, heard, one, pass } = await fleet(3, '5m')
    const told = () => heard.events.filter(({ type }) => type === 'origin.throttled')
    origin.isDown = true
    await pass(60 * MINUTE, 5_000)
    expect(told()).toEqual([
      expect.objectContaining({ origin: 'https://origin.test', terms: 3, perMinute: expect.closeTo(1.2, 0) }),
    ])
    expect(one.status()).toMatchObject({ state: 'backoff', waitsFor: 'budget' })
    origin.isDown = false
    await pass(60 * MINUTE, 5_000)
    expect(one.status().waitsFor).toBeUndefined()
    origin.isDown = true
    await pass(60 * MINUTE, 5_000)
    expect(told()).toHaveLength(2)
  })

  it('is cut short by `refresh()`, which is never held up', async () => {
    const { origin, one, pass } = await fleet(1, '1h')
    origin.isDown = true
    await pass(3 * 60 * MINUTE, 5_000)
    expect(one.status().waitsFor).toBe('budget')
    const before = origin.arrivals.length
    for (let call = 0; call < 20; call++) await outcome(one.refresh())
    expect(origin.arrivals.length).toBe(before + 20)
    origin.isDown = false
    expect(await one.refresh()).toBe('unchanged')
  })

  it('of another origin waits for its own', async () => {
    const { tree, origin, time, pass } = await fleet(1, '1h')
    origin.isDown = true
    await pass(2 * 60 * MINUTE, 5_000)
    let asked = 0
    const probe = async () => {
      asked += 1
      throw new Error('down, too')
    }
    const other = remoteTerm({ name: 'other', fetcher: { name: 'other', probe }, start: 'background' })
    await tree.add('other', other)
    for (let second = 0; second < 20; second++) await time.advance(1_000)
    expect(asked).toBeGreaterThan(3)
  })
})
