/** Delays: whatever the numbers, a wait that timers keep, and never a hot loop. @module */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Backoff,
  backoffDelay,
  clampDelay,
  type Failing,
  MAX_DELAY,
  probeDelay,
} from '../../machines/index.ts'

const DAY = 86_400_000
const any = () =>
  fc.oneof(
    fc.double(),
    fc.integer(),
    fc.constantFrom(
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      -0,
      2 ** 31,
      1e308,
      -1e308,
    ),
  )
const roll = () => fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const sane = () => fc.integer({ min: 0, max: 2 ** 40 })

const isKept = (ms: number) => Number.isFinite(ms) && ms >= 0 && ms <= MAX_DELAY

const backoff = (ms: () => fc.Arbitrary<number>): fc.Arbitrary<Backoff> =>
  fc.record({ base: ms(), cap: ms() })
const failing = (ms: () => fc.Arbitrary<number>): fc.Arbitrary<Failing> =>
  fc.record({
    failures: ms(),
    patient: fc.boolean(),
    retryAfterMs: fc.option(ms(), { nil: undefined }),
  })

describe('P11: clampDelay', () => {
  test('makes of any number a delay that a timer keeps', () => {
    fc.assert(fc.property(any(), (ms) => isKept(clampDelay(ms))))
  })

  test('changes nothing that a timer keeps anyway, and keeps the order', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: MAX_DELAY }), (ms) => clampDelay(ms) === ms))
    fc.assert(fc.property(sane(), sane(), (a, b) => a > b || clampDelay(a) <= clampDelay(b)))
  })

  test.each([
    [Number.NaN, MAX_DELAY],
    [Number.POSITIVE_INFINITY, MAX_DELAY],
    [2 ** 31, MAX_DELAY],
    [30 * DAY, MAX_DELAY],
    [-1, 0],
    [Number.NEGATIVE_INFINITY, 0],
  ])('makes of %d ms %d ms', (ms, kept) => {
    expect(clampDelay(ms)).toBe(kept)
  })
})

describe('backoffDelay', () => {
  test('is a delay that a timer keeps, whatever the numbers', () => {
    fc.assert(
      fc.property(backoff(any), failing(any), any(), (bounds, facts, dice) =>
        isKept(backoffDelay(bounds, facts, dice)),
      ),
    )
  })

  const bounds = { base: 1_000, cap: 60_000 }
  const having = (failures: number, rest: Partial<Failing> = {}) => ({
    ...{ failures, patient: false, retryAfterMs: undefined },
    ...rest,
  })
  const many = () => fc.integer({ min: 1, max: 2 ** 31 })

  test('never exceeds its cap by itself', () => {
    fc.assert(
      fc.property(many(), roll(), fc.boolean(), (failures, dice, patient) => {
        expect(backoffDelay(bounds, having(failures, { patient }), dice)).toBeLessThanOrEqual(bounds.cap)
      }),
    )
  })

  test('is never a hot loop', () => {
    fc.assert(
      fc.property(many(), roll(), fc.boolean(), (failures, dice, patient) => {
        expect(backoffDelay(bounds, having(failures, { patient }), dice)).toBeGreaterThanOrEqual(100)
      }),
    )
  })

  test('grows with the failures and with the roll', () => {
    fc.assert(
      fc.property(many(), roll(), roll(), (failures, dice, other) => {
        const now = backoffDelay(bounds, having(failures), dice)
        expect(backoffDelay(bounds, having(failures + 1), dice)).toBeGreaterThanOrEqual(now)
        if (other >= dice) expect(backoffDelay(bounds, having(failures), other)).toBeGreaterThanOrEqual(now)
      }),
    )
  })

  test('is never less than the origin asks for', () => {
    fc.assert(
      fc.property(many(), roll(), sane(), fc.boolean(), (failures, dice, retryAfterMs, patient) => {
        const wait = backoffDelay(bounds, having(failures, { patient, retryAfterMs }), dice)
        expect(wait).toBeGreaterThanOrEqual(Math.min(retryAfterMs, MAX_DELAY))
      }),
    )
  })

  test.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [6, 32_000],
    [7, 60_000],
    [8, 60_000],
    [2_000, 60_000],
    [Number.MAX_SAFE_INTEGER, 60_000],
  ])('is bounded after %d failures by %d ms', (failures, bound) => {
    expect(backoffDelay(bounds, having(failures), 1)).toBe(bound)
  })

  test('spreads patient retries over the upper half', () => {
    expect(backoffDelay(bounds, having(1, { patient: true }), 0)).toBe(30_000)
    expect(backoffDelay(bounds, having(1, { patient: true }), 1)).toBe(60_000)
  })
})

describe('probeDelay', () => {
  test('is a delay that a timer keeps, whatever the numbers', () => {
    const maybe = <Nil>(nil: Nil) => fc.option(any(), { nil })
    fc.assert(
      fc.property(maybe(null), maybe(undefined), any(), (interval, freshFor, dice) => {
        const wait = probeDelay(interval, freshFor, dice)
        return wait === null ? interval === null && freshFor === undefined : isKept(wait)
      }),
    )
  })

  test('is what the origin calls fresh, else the interval, and up to a tenth more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: DAY }), sane(), roll(), (freshFor, interval, dice) => {
        const wait = probeDelay(interval, freshFor, dice) ?? Number.NaN
        expect(wait).toBeGreaterThanOrEqual(freshFor)
        expect(wait).toBeLessThanOrEqual(freshFor * 1.1)
      }),
    )
  })

  test('is no hot loop when answers are stale as they come, but may be as short as the interval', () => {
    expect(probeDelay(60_000, 0, 0)).toBe(100)
    expect(probeDelay(null, 0, 0)).toBe(100)
    expect(probeDelay(20, 0, 0)).toBe(20)
  })

  test('of a year is the longest that timers keep', () => {
    expect(probeDelay(null, 365 * DAY, 0.5)).toBe(MAX_DELAY)
    expect(probeDelay(30 * DAY, undefined, 0.5)).toBe(MAX_DELAY)
  })
})
