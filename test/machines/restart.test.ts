/** The window of restarts, and who shares whose fate. @module */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exceedsIntensity, recentRestarts } from '../../machines/index.ts'
import { comesBack, sharedFate } from '../../machines/restart.ts'

const instants = () => fc.array(fc.nat({ max: 10_000 }), { maxLength: 20 })
const intensity = () =>
  fc.record({ restarts: fc.nat({ max: 20 }), within: fc.integer({ min: 1, max: 5_000 }) })

describe('the window', () => {
  test('keeps exactly the restarts that are younger than the period, in their order', () => {
    fc.assert(
      fc.property(instants(), fc.nat({ max: 20_000 }), intensity(), (restarts, now, allowed) => {
        const kept = recentRestarts(restarts, now, allowed)
        const ages = restarts.map((at) => now - at)
        expect(kept.map((at) => now - at)).toEqual(ages.filter((age) => age < allowed.within))
      }),
    )
  })

  test('forgets a restart when the period is over, not before', () => {
    const allowed = { restarts: 1, within: 1_000 }
    expect(recentRestarts([0], 999, allowed)).toEqual([0])
    expect(recentRestarts([0], 1_000, allowed)).toEqual([])
  })

  test('is exceeded by one more than allowed, never by as many', () => {
    fc.assert(
      fc.property(intensity(), fc.nat({ max: 10_000 }), (allowed, now) => {
        const times = (count: number) => Array.from({ length: count }, () => now)
        expect(exceedsIntensity(times(allowed.restarts), now, allowed)).toBe(true)
        if (allowed.restarts > 0)
          expect(exceedsIntensity(times(allowed.restarts - 1), now, allowed)).toBe(false)
      }),
    )
  })

  test('lets at most as many restarts pass in any period', () => {
    fc.assert(
      fc.property(instants(), intensity(), (attempts, allowed) => {
        const passed: number[] = []
        for (const at of attempts.toSorted((a, b) => a - b))
          if (!exceedsIntensity(passed, at, allowed)) passed.push(at)
        for (const at of passed) {
          const period = passed.filter((other) => other <= at && at - other < allowed.within)
          expect(period.length).toBeLessThanOrEqual(allowed.restarts)
        }
      }),
    )
  })
})

describe('the shared fate', () => {
  const place = () =>
    fc
      .uniqueArray(fc.nat(), { minLength: 1, maxLength: 20 })
      .chain((children) => fc.tuple(fc.constant(children), fc.nat({ max: children.length - 1 })))

  test('is a stretch of the start order that has the child in it', () => {
    fc.assert(
      fc.property(place(), ([children, index]) => {
        const child = children[index]
        expect(sharedFate(children, index, 'one-for-one')).toEqual([child])
        expect(sharedFate(children, index, 'one-for-all')).toEqual(children)
        expect(sharedFate(children, index, 'rest-for-one')).toEqual(children.slice(index))
      }),
    )
  })
})

test.each([
  ['permanent', true, true],
  ['permanent', false, true],
  ['transient', true, true],
  ['transient', false, false],
  ['temporary', true, false],
  ['temporary', false, false],
] as const)('a %s child after an abnormal end (%s) comes back: %s', (type, abnormal, back) => {
  expect(comesBack(type, abnormal)).toBe(back)
})
