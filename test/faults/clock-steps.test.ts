/** F35, F36: a step of the wall clock moves no timer and makes no age negative. @module */

import { describe, expect, it } from 'vitest'
import { type Clock, http } from '../../src/index.ts'
import { serveOrigin } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { seats } from '../support/seats.ts'
import { simulatedTime } from '../support/simulated-time.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

guardProcess()

const HOUR = 3_600_000
const STEPS = [
  ['an hour back', -HOUR],
  ['a year ahead', 365 * 24 * HOUR],
  ['back to 1970', -Date.UTC(2026, 0, 1)],
] as const

/** Simulated time whose wall clock can be set, while the monotonic one goes on. */
function steppedTime() {
  const time = simulatedTime()
  let offset = 0
  const clock: Clock = { ...time.clock, now: () => time.clock.now() + offset }
  return {
    time,
    clock,
    step: (ms: number) => {
      offset += ms
    },
  }
}

async function stageStepped() {
  const { time, clock, step } = steppedTime()
  const seated = seats({ maxStale: '10m' })
  const staged = await stageTree({ term: seated.term }, { clock }, time)
  return { ...seated, ...staged, step }
}

describe.each(STEPS)('F35, F36, P17: a wall clock that is set %s', (_, ms) => {
  it('leaves the next poll where it was', async () => {
    const { term, step, time, heard } = await stageStepped()
    step(ms)

    await time.advance(62_999)
    expect(heard.of('refresh.started')).toHaveLength(1)
    await time.advance(1)
    expect(heard.of('refresh.started')).toHaveLength(2)
    expect(term.status().nextProbeAt?.getTime()).toBe((heard.events.at(-1)?.at as number) + 63_000)
  })

  it('leaves the backoff where it was, and tells the outage as long as it was', async () => {
    const { term, step, time, heard, mischief, poll } = await stageStepped()
    mischief('probe', () => Promise.reject(new Error('down')))
    await poll(term)
    step(ms)
    mischief('probe', undefined)

    await time.advance(499)
    expect(heard.outcomes()).toEqual(['updated', 'ERR_TERM_FETCH'])
    await time.advance(1)
    expect(heard.outcomes()).toEqual(['updated', 'ERR_TERM_FETCH', 'updated'])
    expect(heard.of('refresh.recovered')).toMatchObject([{ outageMs: 500 }])
  })

  it('leaves the age as it is, and the value turns stale when it would have', async () => {
    const { term, step, time, heard, tree, mischief } = await stageStepped()
    mischief('probe', () => Promise.reject(new Error('down')))
    await time.advance(1_000)
    step(ms)

    expect(tree.health().terms.seats?.ageMs).toBe(1_000)
    await time.advance(598_999)
    expect(term.snapshot().stale).toBe(false)
    await time.advance(1)
    expect(term.snapshot().stale).toBe(true)
    expect(heard.of('term.stale')).toMatchObject([{ ageMs: 600_000 }])
  })

  it('leaves no number of an event below 0', async () => {
    const { term, step, time, heard, mischief, poll } = await stageStepped()
    mischief('deserialize', async (work) => {
      step(ms)
      return work()
    })
    await poll(term)
    mischief('deserialize', () => {
      step(-ms)
      throw new Error('bad')
    })
    await poll(term)
    mischief('deserialize', undefined)
    await poll(term)
    await time.settle()

    expect(heard.outcomes()).toEqual(['updated', 'updated', 'ERR_TERM_DESERIALIZE', 'updated'])
    const numbers = JSON.stringify(heard.events, (key, value) => (key === 'at' ? undefined : value))
    expect(numbers).not.toMatch(/:-\d/)
  })

  it('of a tree that takes a term in again makes no age negative', async () => {
    const { term, step, tree, time, clock } = await stageStepped()
    await tree.stop()
    step(ms)
    await using again = await term.start({ clock })
    await time.settle()

    expect(again.health().terms.seats?.ageMs).toBeGreaterThanOrEqual(0)
  })
})

describe('an origin whose clock is wrong', () => {
  it.each(STEPS)('%s does not move the freshness that it declares', async (_, ms) => {
    await using origin = await serveOrigin()
    const date = new Date(Math.max(0, Date.now() + ms)).toUTCString()
    origin.publish('/', '{}', { date, 'cache-control': 'max-age=600' })
    const term = jsonTerm({ fetcher: http(origin.url, { cache: true }) })
    const { heard } = await stageTree({ term })

    const [{ nextInMs } = { nextInMs: null }] = heard.of('refresh.updated')
    expect(nextInMs).toBeGreaterThan(620_000)
    expect(nextInMs).toBeLessThanOrEqual(630_000)
  })
})
