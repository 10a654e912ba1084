/** A slope is seen through noise, and noise is no slope. @module */

import { describe, expect, it } from 'vitest'
import { randomOf } from '../equality/random.ts'
import { growthOf, slopeOf } from '../support/slope.ts'
import { growths, leaks } from './judge.ts'
import type { Vitals } from './vitals.ts'

const MIB = 2 ** 20

const calm: Vitals = {
  heap: 20 * MIB,
  external: 4 * MIB,
  buffers: 2 * MIB,
  rss: 90 * MIB,
  descriptors: 60,
  resources: 40,
  listeners: 9,
}

/** Samples that breathe, as those of a service do, and of which one vital grows. */
function breathing(count: number, grows?: { vital: keyof Vitals; by: number }): Vitals[] {
  const random = randomOf(1)
  return Array.from({ length: count }, (_, at) => {
    const breath = (size: number) => (random.below(1_000) / 1_000) * size
    const sample = {
      ...calm,
      heap: calm.heap + breath(3 * MIB) + (random.chance(0.1) ? 20 * MIB : 0),
      descriptors: calm.descriptors + Math.round(breath(30)),
      resources: calm.resources + Math.round(breath(30)),
    }
    return grows === undefined
      ? sample
      : { ...sample, [grows.vital]: sample[grows.vital] + (grows.by * at) / count }
  })
}

it('nothing grows in a service that only breathes', () => {
  expect(leaks(growths(breathing(60)))).toEqual([])
})

it.each<[keyof Vitals, number]>([
  ['heap', 8 * MIB],
  ['external', 8 * MIB],
  ['buffers', 8 * MIB],
  ['descriptors', 60],
  ['resources', 60],
  ['listeners', 20],
])('%s that grow are seen, and nothing else', (vital, by) => {
  expect(leaks(growths(breathing(60, { vital, by })))).toEqual([vital])
})

it('memory that the system has not taken back is told, and no leak', () => {
  const found = growths(breathing(60, { vital: 'rss', by: 500 * MIB }))
  expect(leaks(found)).toEqual([])
  expect(found.find(({ vital }) => vital === 'rss')?.grown).toBeGreaterThan(300 * MIB)
})

it('growth while it warms up is none', () => {
  const samples = breathing(60).map((sample, at) => ({
    ...sample,
    heap: sample.heap + Math.min(at, 15) * MIB,
  }))
  expect(leaks(growths(samples))).toEqual([])
})

describe('the slope', () => {
  it('is that of the most, whatever a few say', () => {
    expect(slopeOf([0, 1, 2, 900, 4, 5, 6, -70, 8, 9, 10])).toBe(1)
    expect(growthOf([5, 5, 5, 100, 5])).toBe(0)
  })

  it('of one sample or none is 0', () => {
    expect([slopeOf([]), slopeOf([7]), growthOf([])]).toEqual([0, 0, 0])
  })
})
