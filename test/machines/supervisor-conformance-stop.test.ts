/** How children are stopped: in reverse order, each within its bound, and at any moment. @module */

import { beforeEach, describe, expect, test, vi } from 'vitest'
import { PARTITION_SIZE } from '../../machines/index.ts'
import { stage } from '../support/charts-stage.ts'

// XState tells of whatever reaches an actor too late.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))

const ENDED = { reason: 'shutdown', error: undefined }
const CALM = { restarts: 0, within: 1_000 }

const names = (count: number) => Array.from({ length: count }, (_, index) => `child${index}`)
const endings = (theater: ReturnType<typeof stage>) =>
  theater.reports.flatMap((report) => (report.type === 'child.ended' ? `${report.id} ${report.how}` : []))

describe('SC5 a child that is told to stop', () => {
  test('may take as long as it likes without a bound', () => {
    const theater = stage()
    theater.open({ children: [theater.puppet('a', { manner: 'ignores', shutdown: null })] })
    theater.send({ type: 'stop' })
    theater.tick(2 ** 31)
    expect(theater.state()).toBe('stopping')
    theater.tell('a', { type: 'yield' })
    expect(theater.supervisor.getSnapshot().output).toEqual(ENDED)
    expect(endings(theater)).toEqual(['a#0 stopped'])
  })

  test('is killed after its bound, not before', () => {
    const theater = stage()
    theater.open({ children: [theater.puppet('a', { manner: 'ignores', shutdown: 700 })] })
    theater.send({ type: 'stop' })
    theater.tick(699)
    expect(theater.log).not.toContain('end a#0')
    theater.tick(1)
    expect(theater.log).toContain('end a#0')
    expect(theater.supervisor.getSnapshot().output).toEqual(ENDED)
    expect(endings(theater)).toEqual(['a#0 killed'])
  })

  test('is killed at once with a bound of nothing', () => {
    const theater = stage()
    theater.open({ children: [theater.puppet('a', { manner: 'ignores', shutdown: 0 })] })
    theater.send({ type: 'stop' })
    theater.tick(0)
    expect(endings(theater)).toEqual(['a#0 killed'])
  })

  test('has its own bound, whatever the others needed', () => {
    const theater = stage()
    const children = ['a', 'b'].map((name) => theater.puppet(name, { manner: 'ignores', shutdown: 1_000 }))
    theater.open({ children })
    theater.send({ type: 'stop' })
    theater.tick(900)
    theater.tell('b', { type: 'yield' })
    theater.tick(999)
    expect(theater.state()).toBe('stopping')
    theater.tick(1)
    expect(endings(theater)).toEqual(['b#0 stopped', 'a#0 killed'])
  })

  test('may end by itself', () => {
    const theater = stage()
    theater.open({ children: [theater.puppet('a', { manner: 'finishes' })] })
    theater.send({ type: 'stop' })
    expect(endings(theater)).toEqual(['a#0 stopped'])
  })

  test('may crash', () => {
    const theater = stage()
    theater.open({ intensity: CALM, children: [theater.puppet('a', { manner: 'ignores' })] })
    theater.send({ type: 'stop' })
    theater.crash('a')
    expect(theater.supervisor.getSnapshot().output).toEqual(ENDED)
    expect(endings(theater)).toEqual(['a#0 crashed'])
  })

  test('leaves no timer behind', () => {
    const theater = stage()
    theater.open({ children: [theater.puppet('a', { manner: 'ignores' })] })
    theater.send({ type: 'stop' })
    theater.tell('a', { type: 'yield' })
    const before = theater.reports.length
    theater.tick(1_000_000)
    expect(theater.reports).toHaveLength(before)
  })
})

describe('SC18 order', () => {
  test('children start in order and stop in reverse', () => {
    const theater = stage()
    theater.open({ children: names(5).map((name) => theater.puppet(name)) })
    expect(theater.news()).toEqual(names(5).map((name) => `start ${name}#0`))
    theater.send({ type: 'stop' })
    const reverse = names(5).toReversed()
    expect(theater.news()).toEqual(reverse.flatMap((name) => [`ask ${name}#0`, `end ${name}#0`]))
  })

  test('holds across more children than one partition holds', () => {
    const theater = stage()
    const many = names(2 * PARTITION_SIZE + 1)
    theater.open({ children: many.map((name) => theater.puppet(name)) })
    expect(theater.supervisor.getSnapshot().context.partitions).toBe(3)
    expect(theater.news()).toEqual(many.map((name) => `start ${name}#0`))
    theater.send({ type: 'stop' })
    const reverse = many.toReversed()
    expect(theater.news()).toEqual(reverse.flatMap((name) => [`ask ${name}#0`, `end ${name}#0`]))
  })

  test('holds where each of them ends only after a while', () => {
    const theater = stage()
    const children = names(3).map((name) => theater.puppet(name, { manner: 'ignores', shutdown: 10 }))
    theater.open({ children })
    theater.news()
    theater.send({ type: 'stop' })
    for (const _ of children) theater.tick(10)
    const reverse = names(3).toReversed()
    expect(theater.news()).toEqual(reverse.flatMap((name) => [`ask ${name}#0`, `end ${name}#0`]))
  })

  test('holds through groups', () => {
    const theater = stage()
    const group = theater.group('group', { children: [theater.puppet('b'), theater.puppet('c')] })
    theater.open({ children: [theater.puppet('a'), group, theater.puppet('d')] })
    expect(theater.news()).toEqual(['start a#0', 'start b#0', 'start c#0', 'start d#0'])
    theater.send({ type: 'stop' })
    expect(theater.news().filter((line) => line.startsWith('end'))).toEqual(
      ['d', 'c', 'b', 'a'].map((name) => `end ${name}#0`),
    )
  })
})

describe('a sibling crash while stopping', () => {
  const slow = () => {
    const theater = stage()
    const children = ['a', 'b', 'c'].map((name) => theater.puppet(name, { manner: 'ignores' }))
    theater.open({ intensity: CALM, children })
    theater.send({ type: 'stop' })
    theater.news()
    return theater
  }

  test('is no restart, and its turn is left out', () => {
    const theater = slow()
    theater.crash('b')
    theater.tell('c', { type: 'finish' })
    theater.tell('a', { type: 'finish' })
    expect(theater.news()).toEqual(['end b#0', 'end c#0', 'ask a#0', 'end a#0'])
    expect(theater.supervisor.getSnapshot().output).toEqual(ENDED)
  })

  test('of the last one to stop ends the stop', () => {
    const theater = slow()
    theater.tell('c', { type: 'yield' })
    theater.tell('b', { type: 'yield' })
    theater.crash('a')
    expect(theater.supervisor.getSnapshot().output).toEqual(ENDED)
  })
})

describe('SC14, P20: stop works at any moment', () => {
  const theaterOf = (manner: 'yields' | 'ignores' = 'ignores') => {
    const theater = stage()
    const children = ['a', 'b', 'c'].map((name) => theater.puppet(name, { manner }))
    theater.open({ strategy: 'one-for-all', children, coolDown: 500 })
    return theater
  }
  const stops = (theater: ReturnType<typeof stage>) => {
    theater.send({ type: 'stop' })
    for (let kill = 0; kill < 3; kill++) theater.tick(5_000)
    expect(theater.supervisor.getSnapshot()).toMatchObject({ status: 'done', output: ENDED })
    expect(theater.reports.filter(({ type }) => type === 'stopped')).toHaveLength(1)
    expect(theater.log.filter((line) => line.startsWith('start'))).toHaveLength(
      theater.log.filter((line) => line.startsWith('end')).length,
    )
  }

  test('without children', () => {
    const theater = stage()
    theater.open({ children: [] })
    stops(theater)
  })

  test('while it restarts', () => {
    const theater = theaterOf()
    theater.crash('b')
    expect(theater.state()).toBe('restarting')
    stops(theater)
    expect(theater.log).not.toContain('start b#1')
  })

  test('while it restarts, with other partitions still at work', () => {
    const theater = stage()
    const children = names(150).map((name) => theater.puppet(name, { manner: 'ignores', shutdown: null }))
    theater.open({ strategy: 'one-for-all', children })
    theater.crash('child0')
    theater.tell('child149', { type: 'yield' })
    theater.send({ type: 'stop' })
    for (const { name } of children.slice(1, -1).toReversed()) theater.tell(name, { type: 'yield' })
    expect(theater.supervisor.getSnapshot().output).toEqual(ENDED)
  })

  test('while it removes a child', () => {
    const theater = theaterOf()
    theater.send({ type: 'remove', name: 'b' })
    expect(theater.state()).toBe('removing')
    stops(theater)
  })

  test('while it stops', () => {
    const theater = theaterOf()
    theater.send({ type: 'stop' })
    expect(theater.state()).toBe('stopping')
    stops(theater)
  })

  test('while it stops because it gave up: it does not come back', () => {
    const theater = stage()
    const children = ['a', 'b'].map((name) => theater.puppet(name, { manner: 'ignores' }))
    theater.open({ intensity: CALM, coolDown: 500, children })
    theater.crash('a')
    expect(theater.state()).toBe('stopping')
    stops(theater)
    theater.tick(10_000)
    expect(theater.reports.some(({ type }) => type === 'resumed')).toBe(false)
  })

  test('while it cools down', () => {
    const theater = stage()
    theater.open({ intensity: CALM, coolDown: 500, children: [theater.puppet('a')] })
    theater.crash('a')
    expect(theater.state()).toBe('cooling')
    stops(theater)
  })

  test('after it has stopped', () => {
    const theater = theaterOf('yields')
    theater.send({ type: 'stop' })
    stops(theater)
  })

  test('from within the start of a child', () => {
    const theater = stage()
    const stopper = theater.puppet('b', {
      opening() {
        theater.supervisor.send({ type: 'stop' })
        return 'well'
      },
    })
    theater.open({ children: [theater.puppet('a'), theater.puppet('c')] })
    theater.send({ type: 'add', spec: stopper })
    stops(theater)
  })

  test('from within a restart that fails again and again', () => {
    const theater = stage()
    const a = theater.puppet('a', {
      opening(generation) {
        if (generation === 5) theater.supervisor.send({ type: 'stop' })
        return generation === 0 ? 'well' : 'context throws'
      },
    })
    theater.open({ children: [a] })
    theater.crash('a')
    expect(theater.supervisor.getSnapshot().output).toEqual(ENDED)
  })
})
