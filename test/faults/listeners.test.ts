/** F56, F57: listeners, observers and inspectors that misbehave are told of, and change nothing. @module */

import { describe, expect, it } from 'vitest'
import type { Observer, SuperviseOptions } from '../../src/index.ts'
import { REJECTIONS, THROWS } from '../support/mischief.ts'
import { guardProcess } from '../support/process-guard.ts'
import { seats } from '../support/seats.ts'
import { stageTree } from '../support/staged-term.ts'

guardProcess()

const MISCHIEF = [...THROWS, ...REJECTIONS]
const act = (mischief: () => unknown) => mischief as () => void

/** Runs a term through an update, a failure and a recovery, and returns what a well-behaved observer heard. */
async function livesOn(options: SuperviseOptions) {
  const { term, mischief } = seats()
  const { heard, poll, tree, clock } = await stageTree({ term }, options)
  mischief('deserialize', () => Promise.reject(new Error('bad')))
  await poll(term)
  mischief('deserialize', undefined)
  await poll(term)
  expect(term.get()).toEqual({ version: 3 })
  expect(heard.outcomes()).toEqual(['updated', 'ERR_TERM_DESERIALIZE', 'updated'])
  await tree.stop()
  expect(clock.armed).toBe(0)
  return heard
}

describe('F57, P24: an observer', () => {
  it.each(MISCHIEF)('whose `hear` %s is told of to the others', async (_, mischief) => {
    const rude: Observer = { name: 'rude', hear: act(mischief) }
    const heard = await livesOn({ observers: [rude] })
    const others = heard.events.filter(({ type }) => type !== 'listener.failed')

    expect(heard.of('listener.failed')).toHaveLength(others.length)
  })

  it.each(MISCHIEF)('whose `watch` %s is told of, and hears on', async (_, mischief) => {
    const told: string[] = []
    const rude = { name: 'rude', watch: act(mischief), hear: ({ type }: { type: string }) => told.push(type) }
    await livesOn({ observers: [rude as Observer] })

    expect(told).toContain('refresh.recovered')
  })

  it.each(MISCHIEF)('whose end %s does not keep the tree from stopping', async (_, mischief) => {
    await livesOn({ observers: [{ name: 'rude', watch: () => act(mischief), hear: () => {} }] })
  })

  it('that hangs holds up nobody', async () => {
    const slow = { name: 'slow', hear: () => new Promise(() => {}) } as unknown as Observer
    await livesOn({ observers: [slow] })
  })
})

describe('F57, P24: an inspector', () => {
  it.each(MISCHIEF)('that %s is told of, and the machines go on', async (_, mischief) => {
    const heard = await livesOn({ inspect: act(mischief) })

    expect(heard.of('listener.failed').length).toBeGreaterThan(10)
  })
})

describe('F56, P24: a listener of a term', () => {
  it.each(MISCHIEF)('that %s is told of, and the others hear the value', async (_, mischief) => {
    const { term } = seats()
    const told: unknown[] = []
    term.subscribe(act(mischief))
    term.subscribe(({ value }) => told.push(value))
    const { heard, poll, time } = await stageTree({ term })
    await poll(term)
    await time.settle()

    expect(told).toEqual([{ version: 1 }, { version: 2 }])
    expect(heard.of('listener.failed')).toMatchObject([{ term: 'seats' }, { term: 'seats' }])
    expect(heard.outcomes()).toEqual(['updated', 'updated'])
  })

  it('that ends the others, and itself, ends nobody else', async () => {
    const { term } = seats()
    const told: string[] = []
    const ends = [
      term.subscribe(() => {
        told.push('first')
        for (const end of ends.slice(0, 2)) end()
      }),
      term.subscribe(() => told.push('second')),
      term.subscribe(() => told.push('third')),
    ]
    const { poll, time } = await stageTree({ term })
    await poll(term)
    await time.settle()

    expect(told).toEqual(['first', 'third', 'third'])
  })
})

describe('dice', () => {
  it.each([
    [
      'throw',
      () => {
        throw new Error('lost')
      },
    ],
    ['roll NaN', () => Number.NaN],
    ['roll beyond their bounds', () => Number.POSITIVE_INFINITY],
    ['roll below 0', () => -5],
  ])('that %s make no hot loop and leave the value', async (_, random) => {
    const { term } = seats({ start: 'background' })
    const { heard, time, tree } = await stageTree({ term }, { random })
    for (let second = 0; second < 20; second++) await time.advance(1_000)

    expect(term.get().version).toBeGreaterThan(0)
    expect(heard.of('refresh.started').length).toBeLessThan(20)
    await tree.stop()
  })
})
