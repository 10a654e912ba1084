/** Time that is handed in. @module */

import { expect, it } from 'vitest'
import { systemClock } from '../src/clock.ts'
import { type Clock, remoteTerm } from '../src/index.ts'
import { grow } from './support/grown.ts'
import { scripted } from './support/scripted-fetcher.ts'
import { type SimulatedTime, simulatedTime } from './support/simulated-time.ts'

/** A clock as people write classes: its methods are nothing without their `this`. */
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
