/** What the term does beside changing its state. @module */

import { describe, expect, test } from 'vitest'
import { desk, POLICY } from '../support/charts-desk.ts'

const CHANGED = { changed: true, freshFor: undefined }
const UNCHANGED = { changed: false, freshFor: undefined }

async function storing() {
  const actual = desk()
  await actual.resolve(CHANGED)
  await actual.resolve({ same: false })
  await actual.resolve()
  expect(actual.state()).toBe('storing')
  return actual
}

describe('a term', () => {
  test('works through an attempt piece by piece and announces one end', async () => {
    const actual = await storing()
    await actual.resolve({ heldBack: false })
    expect(actual.works.map(({ name }) => name)).toEqual(['probe', 'download', 'decode', 'store'])
    expect(actual.announced).toEqual(['updated'])
    expect(actual.state()).toBe('idle')
  })

  test('announces an unchanged value, found by the probe or by the bytes', async () => {
    const actual = desk()
    await actual.resolve(UNCHANGED)
    await actual.send({ type: 'refresh' })
    await actual.resolve(CHANGED)
    await actual.resolve({ same: true })
    expect(actual.announced).toEqual(['unchanged', 'unchanged'])
  })

  test('announces an unchanged value when a pin holds back what it has stored', async () => {
    const actual = await storing()
    await actual.resolve({ heldBack: true })
    expect(actual.announced).toEqual(['unchanged'])
    expect(actual.state()).toBe('idle')
  })

  test('P10: never has two pieces of work at once, however often it is asked', async () => {
    const actual = desk()
    for (let request = 0; request < 5; request++) await actual.send({ type: 'refresh' })
    expect(actual.works).toHaveLength(1)
    await actual.resolve(UNCHANGED)
    for (let request = 0; request < 5; request++) await actual.send({ type: 'refresh' })
    expect(actual.works).toHaveLength(2)
  })

  test('probes once for each interval, for ever', async () => {
    const actual = desk()
    await actual.resolve(UNCHANGED)
    for (let round = 2; round <= 20; round++) {
      await actual.tick(POLICY.interval ?? 0)
      await actual.tick((POLICY.interval ?? 0) / 10)
      expect(actual.works).toHaveLength(round)
      await actual.resolve(UNCHANGED)
    }
  })

  test('never probes by itself without an interval', async () => {
    const actual = desk({ policy: { interval: null } })
    await actual.resolve(UNCHANGED)
    await actual.tick(2 ** 40)
    expect(actual.works).toHaveLength(1)
    await actual.send({ type: 'refresh' })
    expect(actual.works).toHaveLength(2)
  })

  test('P9: retries after failures of any kind, for ever', async () => {
    const actual = desk({ policy: { maxFailures: Number.POSITIVE_INFINITY } })
    for (const thrown of [new Error('no'), null, undefined, 'text', 0, {}, Symbol('s')]) {
      await actual.reject(thrown)
      expect(actual.state()).toBe('backoff')
      await actual.tick(POLICY.backoff.cap)
      expect(actual.state()).toBe('probing')
    }
  })

  test('survives an error that throws when it is looked at', async () => {
    const actual = desk()
    await actual.reject({
      get code() {
        throw new Error('trap')
      },
    })
    expect(actual.state()).toBe('backoff')
  })

  test('counts failures in a row only', async () => {
    const actual = desk({ policy: { maxFailures: 2 } })
    for (let round = 0; round < 5; round++) {
      await actual.reject(new Error('no'))
      await actual.send({ type: 'refresh' })
      await actual.resolve(UNCHANGED)
      await actual.send({ type: 'refresh' })
    }
    expect(actual.heard).toEqual([])
    await actual.reject(new Error('no'))
    await actual.send({ type: 'refresh' })
    await actual.reject(new Error('no'))
    expect(actual.heard).toMatchObject([{ type: 'xstate.error.actor.prices#0' }])
  })

  test('dies of a fatal error with that very error, and with nothing left at work', async () => {
    const actual = desk()
    const error = Object.assign(new Error('bug'), { fatal: true })
    await actual.reject(error)
    expect(actual.heard).toEqual([{ type: 'xstate.error.actor.prices#0', actorId: 'prices#0', error }])
    expect(actual.announced).toEqual([])
    await actual.tick(1_000_000)
    expect(actual.works).toHaveLength(1)
  })
})

describe('a term that is told to stop', () => {
  test('yields when what it has stored is held back, too', async () => {
    const actual = await storing()
    await actual.send({ type: 'stop' })
    await actual.resolve({ heldBack: true })
    expect(actual.heard).toEqual([{ type: 'child.yielded', id: 'prices#0' }])
    expect(actual.announced).toEqual(['unchanged'])
  })

  test('yields at once', async () => {
    const actual = desk()
    await actual.send({ type: 'stop' })
    expect(actual.heard).toEqual([{ type: 'child.yielded', id: 'prices#0' }])
  })

  test.each(['resolves', 'rejects'])('while it stores, yields when that is done: it %s', async (how) => {
    const actual = await storing()
    await actual.send({ type: 'stop' })
    await actual.send({ type: 'stop' })
    expect(actual.heard).toEqual([])
    if (how === 'resolves') await actual.resolve({ heldBack: false })
    else await actual.reject(Object.assign(new Error('bug'), { fatal: true }))
    expect(actual.heard).toEqual([{ type: 'child.yielded', id: 'prices#0' }])
    expect(actual.announced).toEqual([how === 'resolves' ? 'updated' : 'failed'])
  })
})
