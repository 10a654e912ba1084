/** The budget of an origin: whatever fails, it is asked at most twice as often as in health. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffDelay, probeDelay } from '../../machines/index.ts'
import {
  BURST,
  closeAccount,
  drawFor,
  earliestRetry,
  type OriginBudgets,
  openAccount,
} from '../../src/term/origin-budget.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const backoff = { base: 1_000, cap: MINUTE }
const holds = { failures: 9, holdsValue: true }

function accounts(count: number, restMs: number | null) {
  const budgets: OriginBudgets = new Map()
  const opened = Array.from({ length: count }, () => openAccount(budgets, 'origin', restMs, 0))
  return { budgets, opened, one: opened[0] as (typeof opened)[number] }
}

it('P15, F10: failure never has an origin asked more than twice as often as in health, and a few times more', () => {
  const terms = fc.array(fc.integer({ min: 10_000, max: 12 * HOUR }), { minLength: 1, maxLength: 20 })
  const fails = fc.infiniteStream(fc.integer({ min: 0, max: 3 }).map((roll) => roll > 0))
  const rolls = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
  fc.assert(
    fc.property(terms, fails, rolls, (intervals, fails, rolls) => {
      const budgets: OriginBudgets = new Map()
      const healthy = intervals.reduce((sum, interval) => sum + 1 / interval, 0)
      const states = intervals.map((interval) => ({
        interval,
        failures: 0,
        at: interval * Number(rolls.next().value),
        account: openAccount(budgets, 'origin', interval, 0),
      }))
      for (let arrival = 1; arrival <= 400; arrival++) {
        const term = states.reduce((first, next) => (next.at < first.at ? next : first))
        const { account, at, interval } = term
        drawFor(account, term.failures === 0 ? 'schedule' : 'retry', at)
        expect(arrival).toBeLessThanOrEqual(BURST + 2 * healthy * at + intervals.length)
        const roll = Number(rolls.next().value)
        term.failures = fails.next().value ? term.failures + 1 : 0
        const { failures } = term
        if (failures === 0) term.at += probeDelay(interval, undefined, roll) as number
        else {
          const earliestMs = earliestRetry(account, { failures, holdsValue: true }, at)
          const failing = { failures, patient: false, retryAfterMs: undefined, earliestMs }
          term.at += backoffDelay(backoff, failing, roll)
        }
      }
    }),
    { numRuns: 200 },
  )
})

describe('the bucket of an origin', () => {
  it('lets a blip be over soon: the first retries of a term wait for nothing but the backoff', () => {
    const { one } = accounts(1, 5 * MINUTE)
    drawFor(one, 'schedule', 0)
    const waits = Array.from({ length: BURST }, () => earliestRetry(one, holds, 0))
    expect(waits.slice(0, -1)).toEqual(Array(BURST - 1).fill(0))
    expect(waits.at(-1)).toBe(2.5 * MINUTE)
  })

  it('lasts for hours where a term polls every 12 hours, so that the end of a short outage is noticed soon', () => {
    const { one } = accounts(1, 12 * HOUR)
    drawFor(one, 'schedule', 0)
    const waits = Array.from({ length: BURST }, () => earliestRetry(one, holds, 0) / MINUTE)
    expect(waits).toEqual([0, 0, 0, 0, 5.625, 11.25, 22.5, 45, 90, 360])
    expect(one.isThrottled).toBe(true)
  })

  it('gives each of many terms that fail together a moment of its own', () => {
    const { opened } = accounts(100, MINUTE)
    const waits = opened.map((account) => earliestRetry(account, holds, 0)).slice(BURST)
    for (const [index, wait] of waits.entries()) expect(wait).toBeCloseTo((index + 1) * 300, 3)
    expect(opened.map(({ isThrottled }) => isThrottled).lastIndexOf(false)).toBe(BURST - 1)
  })

  it('fills up with time, and holds no more than its burst', () => {
    const { one } = accounts(1, MINUTE)
    for (let draw = 0; draw < BURST; draw++) earliestRetry(one, holds, 0)
    expect(earliestRetry(one, holds, 30_000)).toBe(0)
    expect(earliestRetry(one, holds, 24 * HOUR)).toBe(0)
    expect(one.budget.level).toBe(BURST - 1)
  })

  it('counts who asks by hand, and holds nobody up for longer by it', () => {
    const { one } = accounts(1, MINUTE)
    for (let call = 0; call < 1_000; call++) drawFor(one, 'manual', 0)
    expect(one.budget.level).toBe(0)
    expect(earliestRetry(one, holds, 0)).toBe(30_000)
  })

  it('counts an attempt by hand for the retry in whose place it comes', () => {
    const { one } = accounts(1, MINUTE)
    for (let call = 0; call < 1_000; call++) {
      earliestRetry(one, { failures: call, holdsValue: true }, call)
      drawFor(one, 'manual', call)
    }
    expect(one.budget.level).toBeGreaterThan(-1)
    expect(earliestRetry(one, holds, 1_000)).toBeLessThanOrEqual(30_000)
  })

  it('lets a term without a value ask three times at once, and then every five minutes at least', () => {
    const { one } = accounts(1, 24 * HOUR)
    one.budget.level = -50
    const wait = (failures: number) => earliestRetry(one, { failures, holdsValue: false }, 0)
    expect([1, 2, 3, 4].map(wait)).toEqual([0, 0, 0, 5 * MINUTE])
    expect(earliestRetry(one, holds, 0)).toBeGreaterThan(20 * 24 * HOUR)
  })

  it("lets a term that doesn't poll ask every five minutes", () => {
    const { one } = accounts(1, null)
    one.budget.level = 0
    expect(earliestRetry(one, holds, 0)).toBe(5 * MINUTE)
  })

  it('forgets the terms that go, and itself with the last one', () => {
    const { budgets, opened } = accounts(3, MINUTE)
    for (const account of opened.slice(1)) closeAccount(budgets, account, 0)
    expect(opened[0]?.budget).toMatchObject({ terms: 1, pace: 1 / MINUTE })
    closeAccount(budgets, opened[0] as (typeof opened)[number], 0)
    expect(budgets.size).toBe(0)
  })
})
