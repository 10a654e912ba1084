/** F67, P14: two hundred that started together, or failed together, do not come together. @module */

import { describe, expect, it, onTestFinished } from 'vitest'
import type { AnyActorRef } from 'xstate'
import { type Fetcher, remoteTerm, supervise } from '../../src/index.ts'
import { countedClock } from '../support/counted-clock.ts'
import { dice } from '../support/dice.ts'
import { assertInvariants } from '../support/invariants.ts'
import { guardProcess } from '../support/process-guard.ts'
import { simulatedTime } from '../support/simulated-time.ts'

guardProcess()

const SIZE = 200

/** Starts a fleet over one origin, and notes how many arrive there in each second. */
async function fleet() {
  const time = simulatedTime()
  const clock = countedClock(time.clock)
  const origin = { isDown: false, arrivals: [] as number[] }
  const fetcher: Fetcher = {
    name: 'fleet',
    async probe() {
      const second = Math.floor(clock.monotonic() / 1_000)
      origin.arrivals[second] = (origin.arrivals[second] ?? 0) + 1
      if (origin.isDown) throw new Error('down')
      return { changed: true, version: 'v1', open: async () => Uint8Array.of(1) }
    },
  }
  const names = Array.from({ length: SIZE }, (_, index) => `term-${index}`)
  const terms = names.map((name) => [name, remoteTerm({ name, fetcher, retry: { cap: '5m' } })] as const)
  const roots: AnyActorRef[] = []
  const inspect = ({ type, actorRef }: { type: string; actorRef: unknown }) => {
    if (type === '@xstate.actor' && roots.length === 0) roots.push(actorRef as AnyActorRef)
  }
  const tree = await supervise(Object.fromEntries(terms), { clock, random: dice(7), inspect })
  onTestFinished(() => tree.stop())

  return {
    tree,
    origin,
    /** Counts the most that arrive in one of the coming seconds, and all that do. */
    async watch(seconds: number) {
      const from = Math.floor(clock.monotonic() / 1_000)
      for (let second = 0; second < seconds; second++) {
        await time.advance(1_000)
        if (second % 60 === 0) for (const root of roots) assertInvariants(root)
      }
      const counts = Array.from({ length: seconds }, (_, second) => origin.arrivals[from + 1 + second] ?? 0)
      return { most: Math.max(...counts), all: counts.reduce((sum, count) => sum + count, 0) }
    },
    armed: () => clock.armed,
  }
}

describe(`${SIZE} terms that started together`, () => {
  it('P14: do not poll together', async () => {
    const { watch, armed, origin } = await fleet()
    expect(origin.arrivals).toEqual([SIZE])

    // The polls are spread over 6 s at first, and over more each time.
    const first = await watch(66)
    expect(first.all).toBe(SIZE)
    expect(first.most).toBeLessThan(60)
    const later = await watch(10 * 66)
    expect(later.most).toBeLessThan(60)
    expect(armed()).toBe(SIZE)
  })

  it('F67, P14: come back one by one after an outage of an hour, and never more than in health', async () => {
    const { tree, watch, origin, armed } = await fleet()
    origin.isDown = true
    await watch(600)
    const outage = await watch(3_000)
    // With a cap of 5 minutes and full jitter, each tries every 150 s.
    expect(outage.all).toBeLessThan((1.2 * SIZE * 3_000) / 150)
    expect(outage.most).toBeLessThan(12)
    expect(Object.values(tree.health().terms).every(({ state }) => state === 'backoff')).toBe(true)

    origin.isDown = false
    const recovery = await watch(300)
    expect(recovery.most).toBeLessThan(20)
    expect(Object.values(tree.health().terms).every(({ failures }) => failures === 0)).toBe(true)
    expect((await watch(120)).most).toBeLessThan(20)
    expect(armed()).toBe(SIZE)
  })
})
