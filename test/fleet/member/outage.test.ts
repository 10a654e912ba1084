/** Ten minutes without an engine, no hint that arrives, clocks that are off: on a clock that the test moves. @module */

import { expect, test } from 'vitest'
import type { Clock } from '../../../src/base/clock.ts'
import type { Instance } from '../../support/fleets.ts'
import { type SimulatedFleet, simulatedFleet } from '../../support/simulated-fleets.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const PACE = { pollInterval: '30s', reportInterval: '10s', refreshInterval: '30s' } as const

const live = (all: readonly Instance[]): number[] => all.map(({ prices }) => prices.get().v)

async function joined(
  fleet: SimulatedFleet,
  count: number,
  clockOf: (at: number) => Clock | undefined = () => undefined,
) {
  const all: Instance[] = []
  for (let at = 0; at < count; at++)
    all.push(await fleet.beyond(fleet.join({ instance: `host-${at}/1`, host: `host-${at}` }, clockOf(at))))
  return all
}

/** Moves the time until it is so. @returns how long that took, in ms */
async function walkedUntil(
  fleet: SimulatedFleet,
  isSo: () => boolean | Promise<boolean>,
  most: number,
): Promise<number> {
  const since = fleet.clock.monotonic()
  while (!(await isSo())) {
    await fleet.walk(500, 500)
    if (fleet.clock.monotonic() - since > most) throw new Error(`It is not so after ${most} ms`)
  }
  return fleet.clock.monotonic() - since
}

const shareOf = async (fleet: SimulatedFleet) => {
  const rollout = await fleet.rollout()
  return { state: rollout?.state, share: rollout?.stages[rollout.stage] }
}

test('ten minutes without the engine: all read, what is stable comes, nobody switches, and it goes on within 5 s', async () => {
  await using fleet = await simulatedFleet({ pace: PACE })
  const from = await fleet.publish(1, { v: 1 }, true)
  const all = await joined(fleet, 10)
  const to = await fleet.publish(3, { v: 3 })
  await fleet.begin({ from, to, stages: [20, 100], bake: 20 * SECOND })
  await walkedUntil(fleet, () => live(all).filter((v) => v === 3).length === 2, MINUTE)

  fleet.engine.stop()
  await fleet.walk(3 * MINUTE, SECOND)
  const exposed = live(all)
  expect(exposed.filter((v) => v === 3)).toHaveLength(2)
  await fleet.publish(2, { v: 2 }, true)
  for (let minute = 3; minute < 10; minute++) {
    await fleet.walk(MINUTE, SECOND)
    // Two refreshes later it is there, wherever nothing newer is tried.
    expect(live(all)).toEqual(exposed.map((v) => (v === 3 ? 3 : 2)))
    for (const { prices } of all) expect(prices.status().lastError).toBeUndefined()
  }

  fleet.engine.start()
  // The next get ready, and then their stage begins.
  const isCalled = async () => (await fleet.rollout())?.ahead !== undefined
  expect(await walkedUntil(fleet, isCalled, MINUTE)).toBeLessThanOrEqual(5 * SECOND)
  await walkedUntil(fleet, () => live(all).every((v) => v === 3), MINUTE)
})

test('while no hint arrives, each stage is reached within one and a half poll intervals of what it needs', async () => {
  await using fleet = await simulatedFleet({ pace: PACE })
  const from = await fleet.publish(1, { v: 1 }, true)
  const all = await joined(fleet, 10)
  fleet.engine.mute(true)
  const to = await fleet.publish(2, { v: 2 })
  const bakeMs = SECOND
  await fleet.begin({ from, to, stages: [10, 50, 100], bake: bakeMs })
  for (const share of [10, 50, 100]) {
    const isReached = async () => {
      const now = await shareOf(fleet)
      const isIn = live(all).filter((v) => v === 2).length >= share / 10
      return isIn && (now.state === 'done' || (now.share ?? 0) >= share)
    }
    // Stewards count by themselves, and may take a beat to see that there is something to count.
    expect(await walkedUntil(fleet, isReached, 2 * MINUTE)).toBeLessThanOrEqual(1.5 * 30 * SECOND + bakeMs)
  }
})

test('clocks that are off by an hour on a tenth of the instances change nothing', async () => {
  async function courseWith(offset: number) {
    await using fleet = await simulatedFleet({ pace: PACE })
    const from = await fleet.publish(1, { v: 1 }, true)
    const off = (at: number): Clock | undefined =>
      at === 0 ? { ...fleet.clock, now: () => fleet.clock.now() + offset } : undefined
    const all = await joined(fleet, 10, off)
    const to = await fleet.publish(2, { v: 2 })
    const began = fleet.clock.monotonic()
    await fleet.begin({ from, to, stages: [10, 50, 100], bake: 20 * SECOND })
    const course: (readonly [number, number])[] = []
    while ((await fleet.rollout())?.state !== 'done') {
      const before = await shareOf(fleet)
      await walkedUntil(
        fleet,
        async () => {
          const now = await shareOf(fleet)
          return now.share !== before.share || now.state !== before.state
        },
        2 * MINUTE,
      )
      const exposed = live(all).filter((v) => v === 2).length
      expect(exposed).toBeLessThanOrEqual(((await shareOf(fleet)).share ?? 0) / 10)
      course.push([before.share ?? 0, fleet.clock.monotonic() - began])
    }
    return course
  }
  const right = await courseWith(0)
  for (const offset of [HOUR, -HOUR]) {
    const course = await courseWith(offset)
    expect(course.map(([share]) => share)).toEqual(right.map(([share]) => share))
    for (const [at, [, ms]] of course.entries()) {
      // Each stage bakes for 20 s by the engine's clock, is counted within 5 s of that, and then the next get ready.
      const earlier = at === 0 ? 0 : (course[at - 1]?.[1] ?? 0)
      expect(ms - earlier).toBeGreaterThanOrEqual(20 * SECOND)
      expect(ms - earlier).toBeLessThanOrEqual(35 * SECOND)
    }
  }
})
