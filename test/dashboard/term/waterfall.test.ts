/** Attempts as bars on an axis. @module */

import { describe, expect, test } from 'vitest'
import { axisOf, barsOf } from '../../../dashboard/src/term/waterfall.ts'

describe('the bars of an attempt', () => {
  test('lie one after the other, in the order of the work', () => {
    const phases = { storing: 10, probing: 50, decoding: 20, downloading: 100 }
    expect(barsOf({ durationMs: 180, phases })).toEqual([
      { step: 'probing', begin: 0, ms: 50, failed: false },
      { step: 'downloading', begin: 50, ms: 100, failed: false },
      { step: 'decoding', begin: 150, ms: 20, failed: false },
      { step: 'storing', begin: 170, ms: 10, failed: false },
    ])
  })

  test('end where it failed, which has what is left of the time unless it was measured', () => {
    expect(barsOf({ durationMs: 90, phases: { probing: 50 }, failedIn: 'downloading' })).toEqual([
      { step: 'probing', begin: 0, ms: 50, failed: false },
      { step: 'downloading', begin: 50, ms: 40, failed: true },
    ])
    expect(barsOf({ durationMs: 90, phases: { probing: 88 }, failedIn: 'probing' })).toEqual([
      { step: 'probing', begin: 0, ms: 88, failed: true },
    ])
  })
})

test.each([
  [0, 1],
  [0.4, 1],
  [38, 40],
  [41, 80],
  [81, 100],
  [100, 100],
  [865, 1000],
  [1001, 2000],
  [30_500, 40_000],
])('an attempt of %d ms is shown on an axis of %d ms', (durationMs, axis) => {
  expect(axisOf([{ durationMs, phases: {} }])).toBe(axis)
})

test('without an attempt there is an axis all the same', () => {
  expect(axisOf([])).toBe(1)
})
