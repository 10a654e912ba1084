/** A root that gave up comes back after its cool-down, unless it is to stay away. @module */

import { describe, expect, test } from 'vitest'
import { PARTITION_SIZE } from '../../machines/index.ts'
import { stage } from '../support/charts-stage.ts'

const CALM = { restarts: 0, within: 1_000 }

const given = (coolDown: number | null, manner: 'yields' | 'ignores' = 'yields') => {
  const theater = stage()
  const children = ['a', 'b'].map((name) => theater.puppet(name, { manner }))
  theater.open({ intensity: CALM, coolDown, children })
  theater.crash('a')
  return theater
}

test('a supervisor without a cool-down ends for good', () => {
  const theater = given(null)
  expect(theater.supervisor.getSnapshot()).toMatchObject({
    status: 'done',
    output: { reason: 'max-intensity', error: new Error('a crashed') },
  })
  expect(theater.reports.map(({ type }) => type).slice(-2)).toEqual(['child.ended', 'stopped'])
})

describe('a supervisor that cools down', () => {
  test('starts all again after its time, not before, with a fresh count', () => {
    const theater = given(500)
    expect(theater.state()).toBe('cooling')
    theater.news()
    theater.tick(499)
    expect(theater.news()).toEqual([])
    theater.tick(1)
    expect(theater.news()).toEqual(['start a#1', 'start b#1'])
    expect(theater.reports.at(-1)).toEqual({ type: 'resumed', supervisor: 'root' })
    expect(theater.supervisor.getSnapshot().context).toMatchObject({ restarts: [], reason: 'shutdown' })
  })

  test('gives up again, and again, and ends when it is told to', () => {
    const theater = given(500)
    for (let round = 1; round <= 3; round++) {
      theater.tick(500)
      theater.crash('a')
      expect(theater.state()).toBe('cooling')
    }
    expect(theater.reports.filter(({ type }) => type === 'gave-up')).toHaveLength(4)
    theater.send({ type: 'stop' })
    expect(theater.supervisor.getSnapshot().output).toEqual({ reason: 'shutdown', error: undefined })
  })

  test('starts those that were added meanwhile, and not those that were removed', () => {
    const theater = given(500)
    theater.send({ type: 'add', spec: theater.puppet('c') })
    theater.send({ type: 'add', spec: theater.puppet('b') })
    theater.send({ type: 'remove', name: 'a' })
    theater.tick(500)
    expect(theater.ids()).toEqual(['b#1', 'c#1'])
  })

  test('keeps what was added and removed while it stopped', () => {
    const theater = given(500, 'ignores')
    expect(theater.state()).toBe('stopping')
    theater.send({ type: 'add', spec: theater.puppet('c') })
    theater.send({ type: 'add', spec: theater.puppet('d') })
    theater.send({ type: 'add', spec: theater.puppet('b') })
    theater.send({ type: 'remove', name: 'd' })
    theater.send({ type: 'remove', name: 'a' })
    theater.tick(5_000)
    theater.tick(500)
    expect(theater.ids()).toEqual(['b#1', 'c#1'])
  })

  test('keeps what waited its turn when it gave up', () => {
    const theater = stage()
    const once = { restarts: 1, within: 1_000 }
    const children = ['a', 'b', 'c'].map((name) => theater.puppet(name, { manner: 'ignores' }))
    theater.open({ strategy: 'rest-for-one', intensity: once, coolDown: 500, children })
    theater.crash('b')
    theater.crash('a')
    theater.send({ type: 'add', spec: theater.puppet('d') })
    theater.tell('c', { type: 'yield' })
    expect(theater.state()).toBe('stopping')
    for (const _ of children) theater.tick(5_000)
    theater.tick(500)
    expect(theater.ids().map((id) => id.slice(0, 1))).toEqual(['a', 'b', 'c', 'd'])
  })

  test('fills its partitions evenly with what is added meanwhile', () => {
    const theater = given(500)
    const more = PARTITION_SIZE * 2
    for (let index = 0; index < more; index++)
      theater.send({ type: 'add', spec: theater.puppet(`more${index}`) })
    theater.tick(500)
    expect(theater.ids()).toHaveLength(more + 2)
    const { children } = theater.supervisor.getSnapshot().context
    const sizes = new Map<string, number>()
    for (const { partition } of children) sizes.set(partition, (sizes.get(partition) ?? 0) + 1)
    expect(Math.max(...sizes.values())).toBe(PARTITION_SIZE)
  })
})
