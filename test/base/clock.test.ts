/** A clock that the user hands in. @module */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MAX_DELAY } from '../../machines/index.ts'
import { systemClock } from '../../src/base/clock.ts'
import { type Clock, remoteTerm } from '../../src/index.ts'
import { grow } from '../support/grown.ts'
import { scripted } from '../support/scripted-fetcher.ts'
import { type SimulatedTime, simulatedTime } from '../support/simulated-time.ts'

/** A clock written as a class, whose methods don't work without their `this`. */
class ClockOnAWall implements Clock {
  readonly #time: SimulatedTime
  constructor(time: SimulatedTime) {
    this.#time = time
  }
  now() {
    return this.#time.clock.now()
  }
  monotonic() {
    return this.#time.clock.monotonic()
  }
  setTimeout(callback: () => void, ms: number) {
    return this.#time.clock.setTimeout(callback, ms)
  }
  clearTimeout(timer: unknown) {
    this.#time.clock.clearTimeout(timer)
  }
}

it('a clock may need its `this`', async () => {
  const time = simulatedTime()
  const fetcher = scripted('v1')
  const term = remoteTerm({ name: 'prices', fetcher, refreshInterval: '30s' })
  await grow({ term }, { time, clock: new ClockOnAWall(time) })
  await time.advance(30_000)
  expect(fetcher.asked).toHaveLength(2)
})

it('the dates of a status are those of the clock', async () => {
  const term = remoteTerm({ name: 'prices', fetcher: scripted('v1'), refreshInterval: '30s' })
  await grow({ term })
  expect(term.snapshot().updatedAt).toEqual(new Date('2026-01-01T00:00:00Z'))
  expect(term.status().nextProbeAt).toEqual(new Date('2026-01-01T00:00:30Z'))
})

it('a step of the wall clock changes no interval', async () => {
  const time = simulatedTime()
  let step = 0
  const fetcher = scripted('v1')
  const term = remoteTerm({ name: 'prices', fetcher, refreshInterval: '30s', maxStale: '1m' })
  await grow({ term }, { time, clock: { ...time.clock, now: () => time.clock.now() + step } })
  step = -86_400_000
  await time.advance(30_000)
  expect(fetcher.asked).toHaveLength(2)
  expect(term.snapshot().stale).toBe(false)
})

it('the timers of the real clock keep no process alive', () => {
  const timer = systemClock.setTimeout(() => {}, 60_000) as NodeJS.Timeout
  expect(timer.hasRef()).toBe(false)
  systemClock.clearTimeout(timer)
})

describe('the real clock', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  const ended: number[] = []
  const wait = (ms: number) => systemClock.setTimeout(() => void ended.push(ms), ms)
  beforeEach(() => void ended.splice(0))

  it('ends long waits together, at most a tenth of a second late', () => {
    for (const ms of [60_001, 60_040, 60_100]) wait(ms)
    vi.advanceTimersByTime(60_099)
    expect(ended).toEqual([])
    vi.advanceTimersByTime(1)
    expect(ended).toHaveLength(3)
  })

  it('ends short waits when they are over', () => {
    wait(1_234)
    vi.advanceTimersByTime(1_233)
    expect(ended).toEqual([])
    vi.advanceTimersByTime(1)
    expect(ended).toEqual([1_234])
  })

  it('keeps the longest wait that timers know', () => {
    vi.advanceTimersByTime(1)
    wait(MAX_DELAY)
    vi.advanceTimersByTime(86_400_000)
    expect(ended).toEqual([])
  })
})
