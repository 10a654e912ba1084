/** The edges of a value's standing over random times, against a model: each is told once, at its moment. @module */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Clock, remoteTerm, supervise } from '../../src/index.ts'
import { fakeFetcher } from '../../src/testing.ts'
import { noJitter } from '../support/grown.ts'
import { hearing } from '../support/hearing.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const STALE = 5_000
const EXPIRED = 12_000
// Without a freshness, so that nothing is asked by itself.
const SPOKEN = { staleFor: 2_500 }
const LONGEST = 9_000

type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'confirm' | 'update' | 'fail'; readonly spoken: boolean }
  | { readonly do: 'set'; readonly ms: number }

const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: LONGEST }) }),
  fc.record({ do: fc.constantFrom('confirm' as const, 'update', 'fail'), spoken: fc.boolean() }),
  fc.record({ do: fc.constant('set' as const), ms: fc.integer({ min: -1e9, max: 1e9 }) }),
)

/** What is told of a value, by the rules in `docs/freshness.md`. */
function model() {
  let now = 0
  let confirmedAt = 0
  let vouchedUntil: number | undefined
  let isDoubted = false
  let told = 'fresh'
  const edges: [string, number][] = []
  const standing = () => {
    if (now - confirmedAt >= EXPIRED) return 'expired'
    const isOver = isDoubted && vouchedUntil !== undefined && now >= vouchedUntil
    return isOver || now - confirmedAt >= STALE ? 'stale' : 'fresh'
  }
  const look = () => {
    if (standing() === told) return
    told = standing()
    edges.push([told, now])
  }
  return {
    edges,
    standing,
    wait(ms: number) {
      for (const end = now + ms; now < end; ) {
        now++
        look()
      }
    },
    confirm(spoken: boolean) {
      confirmedAt = now
      vouchedUntil = spoken ? now + SPOKEN.staleFor : undefined
      isDoubted = false
      look()
    },
    fail() {
      isDoubted = true
      look()
    },
  }
}

async function run(steps: readonly Step[]): Promise<void> {
  const time = simulatedTime()
  let offset = 0
  const clock: Clock = { ...time.clock, now: () => time.clock.now() + offset }
  const begun = clock.monotonic()
  const heard = hearing()
  let version = 0
  const fetcher = fakeFetcher().serve('v0', { version: 'v0' })
  const term = remoteTerm({
    name: 'prices',
    fetcher,
    refreshInterval: null,
    retry: { base: '24d', cap: '24d' },
    maxStale: STALE,
    maxAge: EXPIRED,
    onExpired: 'withhold',
  })
  const tree = await supervise({ term }, { clock, random: () => 1 - Number.EPSILON, observers: [heard] })
  const expected = model()
  const edges: [string, number][] = []
  const note = () => {
    for (const { type } of heard.events.slice(seen))
      if (/^term\.(fresh|stale|expired)$/.test(type)) edges.push([type.slice(5), clock.monotonic() - begun])
    seen = heard.events.length
  }
  let seen = heard.events.length
  for (const act of steps) {
    if (act.do === 'wait') {
      // The clock of a test fires its timers when it has arrived, so it goes to each edge by itself.
      const before = expected.edges.length
      const from = clock.monotonic() - begun
      expected.wait(act.ms)
      for (const [, at] of expected.edges.slice(before)) {
        await time.advance(at - (clock.monotonic() - begun))
        note()
      }
      await time.advance(from + act.ms - (clock.monotonic() - begun))
    } else if (act.do === 'set') offset += act.ms
    else {
      const spoken = act.spoken ? SPOKEN : {}
      if (act.do === 'fail') fetcher.fail()
      else
        fetcher.serve('value', { version: act.do === 'update' ? `v${++version}` : `v${version}`, ...spoken })
      await term.refresh().catch(() => {})
      if (act.do === 'fail') expected.fail()
      else expected.confirm(act.spoken)
    }
    note()
    const standing = expected.standing()
    expect(term.peek() === undefined).toBe(standing === 'expired')
    expect(term.status()).toMatchObject({ stale: standing !== 'fresh', expired: standing === 'expired' })
  }
  await tree.stop()
  expect(edges).toEqual(expected.edges)
}

it('P31, P17, P37: a value is found fresh, stale or expired at each moment, and each edge is told once', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 12 }), run), { numRuns: 60 })
}, 60_000)

it('P31: by real time, the edges come by themselves', async () => {
  const heard = hearing()
  const term = remoteTerm({
    name: 'prices',
    fetcher: fakeFetcher().serve('v1', { version: 'v1' }).notModified(),
    refreshInterval: null,
    maxStale: '40ms',
    maxAge: '80ms',
    onExpired: 'withhold',
  })
  const tree = await supervise({ term }, { random: noJitter, observers: [heard] })
  // They may have come by now, where the machine is slow.
  await expect.poll(() => heard.of('term.expired')).toHaveLength(1)
  const [stale] = heard.of('term.stale')
  const [expired] = heard.of('term.expired')
  expect(stale).toMatchObject({ ageMs: expect.toSatisfy((ms: number) => ms >= 40) })
  expect(expired).toMatchObject({ ageMs: expect.toSatisfy((ms: number) => ms >= 80) })
  expect(() => term.get()).toThrow(expect.objectContaining({ code: 'ERR_TERM_EXPIRED' }))
  expect(await term.refresh()).toBe('unchanged')
  expect(heard.of('term.fresh')).toHaveLength(1)
  await tree.stop()
})
