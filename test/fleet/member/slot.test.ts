/** The slots by which hosts ask for what was announced to all: spread as wide as the origin needs. @module */

import { describe, expect, test } from 'vitest'
import { slotMs } from '../../../src/fleet/member/slot.ts'
import { placesOf, rolloutOver, TO } from '../../support/rollouts.ts'

const HOSTS = 125
const EACH = 8
const GIGABIT = 125_000_000
const MB = 1_000_000

const everybody = Array.from({ length: HOSTS }, (_, at) => `host-${at}`)
const all = rolloutOver(placesOf(HOSTS * EACH), { stages: [1, 10, 50, 100], stage: 3, need: HOSTS * EACH })
const slots = (bytes: number, rollout = all): number[] =>
  everybody.map((host) => slotMs(rollout, bytes, { host, originBudget: GIGABIT }))

describe('125 hosts with 8 instances each', () => {
  // If each instance downloads for itself: 1,000 times 5 MB at a gigabit a second.
  const WHOLE_MS = 40_000

  test('wait within the time that the origin needs to send to all, and no longer', () => {
    const waits = slots(5 * MB)
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...waits)).toBeLessThan(WHOLE_MS)
    expect(Math.max(...waits)).toBeGreaterThan(WHOLE_MS * 0.95)
    expect(new Set(waits).size).toBe(HOSTS)
  })

  test('are spread evenly: a tenth of the time has about a tenth of them', () => {
    const tenths = Array.from({ length: 10 }, () => 0)
    for (const wait of slots(5 * MB)) {
      const tenth = Math.floor((wait / WHOLE_MS) * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    // 12.5 on average; ranks are hashes, so these are the same in each run.
    expect(Math.min(...tenths)).toBeGreaterThanOrEqual(5)
    expect(Math.max(...tenths)).toBeLessThanOrEqual(22)
  })

  test('wait twice as long for an object of twice the size, or of an origin of half the budget', () => {
    const [one, two] = [slots(5 * MB), slots(10 * MB)]
    expect(two).toEqual(one.map((wait) => wait * 2))
    const half = everybody.map((host) => slotMs(all, 5 * MB, { host, originBudget: GIGABIT / 2 }))
    expect(half).toEqual(two)
  })

  test('come in another order each time', () => {
    const order = (waits: readonly number[]) => everybody.toSorted((a, b) => at(waits, a) - at(waits, b))
    const at = (waits: readonly number[], host: string) => waits[everybody.indexOf(host)] ?? 0
    const next = { ...all, to: { ...TO, seq: TO.seq + 1 } }
    expect(order(slots(5 * MB))).not.toEqual(order(slots(5 * MB, next)))
  })

  test('wait five minutes at the most, and not at all for what is small or in the first stage', () => {
    expect(Math.max(...slots(1_000 * MB))).toBeLessThan(300_000)
    expect(Math.max(...slots(4_096))).toBe(0)
    expect(Math.max(...slots(5 * MB, { ...all, stage: 0 }))).toBe(0)
    expect(slotMs(undefined, 5 * MB, { host: 'a', originBudget: GIGABIT })).toBe(0)
  })

  test('who are called begin a hundred in a second, however small it is; a few wait for nobody', () => {
    const ahead = { cut: 0xffff_ffff, need: HOSTS * EACH }
    const called = { ...all, stage: 0, need: 10, ahead }
    const waits = slots(4_096, called)
    expect(Math.max(...waits)).toBeGreaterThan(9_500)
    expect(Math.max(...waits)).toBeLessThan(10_000)
    expect(slots(5 * MB, called)).toEqual(slots(5 * MB))
    expect(Math.max(...slots(4_096, { ...called, ahead: { ...ahead, need: 49 } }))).toBe(0)
  })
})
