/** Children that come and go while the supervisor lives. @module */

import { describe, expect, test } from 'vitest'
import { PARTITION_SIZE } from '../../machines/index.ts'
import { stage } from '../support/charts-stage.ts'

const names = (count: number, prefix = 'child') =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`)

const slow = (strategy: 'one-for-one' | 'one-for-all' | 'rest-for-one' = 'one-for-one') => {
  const theater = stage()
  const children = ['a', 'b'].map((name) => theater.puppet(name, { manner: 'ignores' }))
  theater.open({ strategy, children })
  theater.news()
  return theater
}

describe('a child that is added', () => {
  test('starts at once, after the others', () => {
    const theater = slow()
    theater.send({ type: 'add', spec: theater.puppet('c') })
    expect(theater.ids()).toEqual(['a#0', 'b#0', 'c#0'])
    expect(theater.news()).toEqual(['start c#0'])
  })

  test('under a name that is taken changes nothing', () => {
    const theater = slow()
    theater.send({ type: 'add', spec: theater.puppet('b') })
    expect(theater.ids()).toEqual(['a#0', 'b#0'])
    expect(theater.news()).toEqual([])
  })

  test('begins with the generation that it is given', () => {
    const theater = slow()
    theater.send({ type: 'add', spec: theater.puppet('c', { generation: 7 }) })
    theater.crash('c')
    expect(theater.news()).toEqual(['start c#7', 'end c#7', 'start c#8'])
  })

  test('while another is removed waits its turn', () => {
    const theater = slow()
    theater.send({ type: 'remove', name: 'a' })
    theater.send({ type: 'add', spec: theater.puppet('a', { generation: 1 }) })
    expect(theater.ids()).toEqual(['a#0', 'b#0'])
    theater.tell('a', { type: 'yield' })
    expect(theater.ids()).toEqual(['b#0', 'a#1'])
  })

  test('while others restart waits its turn', () => {
    const theater = slow('one-for-all')
    theater.crash('a')
    theater.send({ type: 'add', spec: theater.puppet('c') })
    expect(theater.news()).toEqual(['end a#0', 'ask b#0'])
    theater.tick(5_000)
    expect(theater.news()).toEqual(['end b#0', 'start a#1', 'start b#1', 'start c#0'])
  })

  test('and removed while the supervisor is busy is not started at all', () => {
    const theater = slow('one-for-all')
    theater.crash('a')
    theater.send({ type: 'add', spec: theater.puppet('c') })
    theater.send({ type: 'remove', name: 'c' })
    theater.send({ type: 'add', spec: theater.puppet('d') })
    theater.tick(5_000)
    expect(theater.ids()).toEqual(['a#1', 'b#1', 'd#0'])
    expect(theater.log).not.toContain('start c#0')
  })

  test('and fails to start is restarted as any other', async () => {
    const theater = slow()
    const opening = (generation: number) => (generation < 2 ? 'spec throws' : 'well')
    theater.send({ type: 'add', spec: theater.puppet('c', { opening }) })
    await theater.settle()
    expect(theater.ids()).toEqual(['a#0', 'b#0', 'c#2'])
  })
})

describe('a child that is removed', () => {
  test('is stopped within its bound, and never comes back', () => {
    const theater = slow()
    theater.send({ type: 'remove', name: 'a' })
    theater.tick(4_999)
    expect(theater.news()).toEqual(['ask a#0'])
    theater.tick(1)
    expect(theater.news()).toEqual(['end a#0'])
    expect(theater.ids()).toEqual(['b#0'])
  })

  test('may crash meanwhile', () => {
    const theater = slow('one-for-all')
    theater.send({ type: 'remove', name: 'a' })
    theater.crash('a')
    expect(theater.ids()).toEqual(['b#0'])
    expect(theater.state()).toBe('running')
    expect(theater.supervisor.getSnapshot().context.restarts).toEqual([])
  })

  test('is not known any more', () => {
    const theater = slow()
    theater.send({ type: 'remove', name: 'nobody' })
    expect(theater.state()).toBe('running')
  })

  test('does not hold up the crash of another for longer than its own stop', () => {
    const theater = slow()
    theater.send({ type: 'remove', name: 'a' })
    theater.crash('b')
    expect(theater.ids()).toEqual(['a#0', 'b#0'])
    theater.tell('a', { type: 'yield' })
    expect(theater.ids()).toEqual(['b#1'])
  })

  test('may be a whole group', () => {
    const theater = stage()
    const group = theater.group('group', { children: [theater.puppet('a'), theater.puppet('b')] })
    theater.open({ children: [group, theater.puppet('c')] })
    theater.send({ type: 'remove', name: 'group' })
    expect(theater.ids()).toEqual(['c#0'])
    expect(theater.log.slice(-4)).toEqual(['ask b#0', 'end b#0', 'ask a#0', 'end a#0'])
  })
})

describe('SC15 more children than one partition holds', () => {
  const crowd = (strategy: 'one-for-one' | 'one-for-all' | 'rest-for-one', count = 250) => {
    const theater = stage()
    theater.open({ strategy, children: names(count).map((name) => theater.puppet(name)) })
    theater.news()
    return theater
  }

  test('are started anew by one for all, in order', () => {
    const theater = crowd('one-for-all')
    theater.crash('child120')
    const lines = theater.news()
    expect(lines.filter((line) => line.startsWith('start'))).toEqual(
      names(250).map((name) => `start ${name}#1`),
    )
    const reverse = names(250)
      .toReversed()
      .filter((name) => name !== 'child120')
    expect(lines.filter((line) => line.startsWith('ask'))).toEqual(reverse.map((name) => `ask ${name}#0`))
    expect(theater.supervisor.getSnapshot().context.restarts).toHaveLength(1)
  })

  test('are started anew by rest for one from the crashed one on', () => {
    const theater = crowd('rest-for-one')
    theater.crash('child199')
    expect(theater.ids()).toEqual(names(250).map((name, index) => `${name}#${index < 199 ? 0 : 1}`))
  })

  test('are not started twice where a start fails while later ones still wait for theirs', () => {
    const theater = stage()
    const opening = (generation: number) => (generation === 1 ? 'context throws' : 'well')
    const [first = '', ...others] = names(350)
    const children = [theater.puppet(first, { opening }), ...others.map((name) => theater.puppet(name))]
    theater.open({ strategy: 'one-for-all', children })
    theater.news()
    theater.crash('child349')
    expect(theater.ids()).toEqual(names(350).map((name) => `${name}#2`))
    const starts = theater.news().filter((line) => line.startsWith('start'))
    expect(new Set(starts).size).toBe(starts.length)
    expect(starts.filter((line) => line.endsWith('#2'))).toEqual(names(350).map((name) => `start ${name}#2`))
  })

  test('may be removed while they still wait for their start', () => {
    const theater = stage()
    const remove = (generation: number) => {
      if (generation === 1) theater.supervisor.send({ type: 'remove', name: 'child249' })
      return 'well' as const
    }
    const [first = '', ...others] = names(250)
    const children = [
      theater.puppet(first, { opening: remove }),
      ...others.map((name) => theater.puppet(name)),
    ]
    theater.open({ strategy: 'one-for-all', children })
    theater.crash('child1')
    expect(theater.ids()).toEqual(names(249).map((name) => `${name}#1`))
    expect(theater.log).not.toContain('start child249#1')
  })

  test('live in partitions that grow by what is added', () => {
    const theater = crowd('one-for-one', PARTITION_SIZE)
    expect(theater.supervisor.getSnapshot().context.partitions).toBe(1)
    for (const name of names(2, 'more')) theater.send({ type: 'add', spec: theater.puppet(name) })
    expect(theater.supervisor.getSnapshot().context.partitions).toBe(2)
    expect(theater.news()).toEqual(['start more0#0', 'start more1#0'])
    theater.send({ type: 'stop' })
    expect(theater.news().slice(0, 2)).toEqual(['ask more1#0', 'end more1#0'])
  })

  test('take the places of those that are gone', () => {
    const theater = crowd('one-for-one', PARTITION_SIZE)
    for (const [index, name] of names(5).entries()) {
      theater.send({ type: 'remove', name })
      theater.send({ type: 'add', spec: theater.puppet(`more${index}`) })
    }
    expect(theater.supervisor.getSnapshot().context.partitions).toBe(1)
    expect(theater.ids()).toHaveLength(PARTITION_SIZE)
  })
})
