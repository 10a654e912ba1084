/** Who is started again, after which end: as OTP's supervisor does it. @module */

import { describe, expect, test } from 'vitest'
import { childSpec, type RestartType, type Strategy } from '../../machines/index.ts'
import { stage } from '../support/charts-stage.ts'

const TYPES: readonly RestartType[] = ['permanent', 'transient', 'temporary']
const STRATEGIES: readonly Strategy[] = ['one-for-one', 'one-for-all', 'rest-for-one']

const trio = (strategy: Strategy, manner: 'yields' | 'ignores' = 'yields') => {
  const theater = stage()
  theater.open({ strategy, children: ['a', 'b', 'c'].map((name) => theater.puppet(name, { manner })) })
  theater.news()
  return theater
}

test('SC1 a child is permanent, has 5 s to stop and begins with generation 0 unless told otherwise', () => {
  const spec = childSpec({ name: 'a', start: () => ({ logic: {} as never, input: {} }) })
  expect(spec).toMatchObject({ restart: 'permanent', shutdown: 5_000, generation: 0 })
})

describe.each(STRATEGIES)('%s', (strategy) => {
  test.each(TYPES)('SC6, P23, F49: a normal end brings back a permanent child only: %s', (restart) => {
    const theater = stage()
    theater.open({ strategy, children: [theater.puppet('a', { restart }), theater.puppet('b')] })
    theater.tell('a', { type: 'finish' })
    const back = restart === 'permanent'
    expect(theater.ids().filter((id) => id.startsWith('a'))).toEqual(back ? ['a#1'] : [])
    expect(theater.reports[0]).toMatchObject({ type: 'child.ended', id: 'a#0', how: 'finished' })
  })

  test.each(TYPES)('SC7, P23, F49: a shutdown of its own accord is a normal end: %s', (restart) => {
    const theater = stage()
    theater.open({ strategy, children: [theater.puppet('a', { restart }), theater.puppet('b')] })
    theater.tell('a', { type: 'finish', output: { reason: 'shutdown' } })
    const back = restart === 'permanent'
    expect(theater.ids().filter((id) => id.startsWith('a'))).toEqual(back ? ['a#1'] : [])
  })

  test.each(TYPES)('SC8, P23, F49: a crash brings back a permanent and a transient child: %s', (restart) => {
    const theater = stage()
    theater.open({ strategy, children: [theater.puppet('a', { restart }), theater.puppet('b')] })
    theater.crash('a')
    const back = restart !== 'temporary'
    expect(theater.ids().filter((id) => id.startsWith('a'))).toEqual(back ? ['a#1'] : [])
    expect(theater.reports[0]).toMatchObject({ type: 'child.ended', id: 'a#0', how: 'crashed' })
  })

  test('SC13 a temporary bystander shares the end of a sibling, not its return', () => {
    const theater = stage()
    const [first, last] = [theater.puppet('a'), theater.puppet('c')]
    theater.open({ strategy, children: [first, theater.puppet('b', { restart: 'temporary' }), last] })
    theater.crash('a')
    const spared = strategy === 'one-for-one'
    expect(theater.ids()).toEqual(spared ? ['a#1', 'b#0', 'c#0'] : ['a#1', 'c#1'])
    expect(theater.log.includes('end b#0')).toBe(!spared)
    expect(theater.log).not.toContain('start b#1')
  })

  test('SC8 a temporary child ends alone', () => {
    const theater = stage()
    const temporary = theater.puppet('a', { restart: 'temporary' })
    theater.open({ strategy, children: [temporary, theater.puppet('b')] })
    theater.crash('a')
    expect(theater.ids()).toEqual(['b#0'])
  })
})

test('SC11 one for one restarts the crashed child alone', () => {
  const theater = trio('one-for-one')
  theater.crash('b')
  expect(theater.news()).toEqual(['end b#0', 'start b#1'])
  expect(theater.ids()).toEqual(['a#0', 'b#1', 'c#0'])
})

test('SC11 one for all stops the others in reverse and starts all in order', () => {
  const theater = trio('one-for-all')
  theater.crash('b')
  expect(theater.news()).toEqual([
    ...['end b#0', 'ask c#0', 'end c#0', 'ask a#0', 'end a#0'],
    ...['start a#1', 'start b#1', 'start c#1'],
  ])
  expect(theater.reports.find(({ type }) => type === 'restarting')).toMatchObject({
    id: 'b#0',
    children: ['a', 'b', 'c'],
    restarts: 1,
  })
})

test('SC11 rest for one stops in reverse what was started later, and starts it again in order', () => {
  const theater = trio('rest-for-one')
  theater.crash('b')
  expect(theater.news()).toEqual(['end b#0', 'ask c#0', 'end c#0', 'start b#1', 'start c#1'])
  theater.crash('c')
  expect(theater.news()).toEqual(['end c#1', 'start c#2'])
  expect(theater.ids()).toEqual(['a#0', 'b#1', 'c#2'])
})

describe('SC12 another child fails during a restart', () => {
  test('one that is to stop anyway is not counted', () => {
    const theater = trio('one-for-all', 'ignores')
    theater.crash('a')
    expect(theater.state()).toBe('restarting')
    theater.crash('b')
    theater.crash('c')
    expect(theater.state()).toBe('running')
    expect(theater.ids()).toEqual(['a#1', 'b#1', 'c#1'])
    expect(theater.supervisor.getSnapshot().context.restarts).toHaveLength(1)
  })

  test('one that is spared waits its turn, and is counted', () => {
    const theater = trio('rest-for-one', 'ignores')
    theater.crash('b')
    theater.crash('a')
    expect(theater.state()).toBe('restarting')
    expect(theater.ids()).toEqual(['a#0', 'b#0', 'c#0'])
    theater.tell('c', { type: 'yield' })
    // Now `a` is restarted, which takes the reborn with it.
    expect(theater.state()).toBe('restarting')
    theater.tell('c', { type: 'yield' })
    theater.tell('b', { type: 'yield' })
    expect(theater.ids()).toEqual(['a#1', 'b#2', 'c#2'])
    expect(theater.supervisor.getSnapshot().context.restarts).toHaveLength(2)
  })

  test('one too many of them ends it', () => {
    const theater = stage()
    const children = ['a', 'b', 'c'].map((name) => theater.puppet(name, { manner: 'ignores' }))
    theater.open({ strategy: 'rest-for-one', intensity: { restarts: 1, within: 1_000 }, children })
    theater.crash('b')
    theater.crash('a')
    theater.tell('c', { type: 'yield' })
    expect(theater.state()).toBe('stopping')
    for (const _ of theater.ids()) theater.tick(5_000)
    expect(theater.supervisor.getSnapshot().output).toMatchObject({ reason: 'max-intensity' })
  })
})

test('SC16 the number of children is right at each moment', () => {
  const theater = trio('one-for-all', 'ignores')
  theater.crash('a')
  expect(theater.ids()).toHaveLength(3)
  theater.tick(5_000)
  expect(theater.ids()).toHaveLength(3)
  theater.tick(5_000)
  expect(theater.ids()).toEqual(['a#1', 'b#1', 'c#1'])
  theater.send({ type: 'remove', name: 'b' })
  expect(theater.ids()).toHaveLength(3)
  theater.tick(5_000)
  expect(theater.ids()).toEqual(['a#1', 'c#1'])
})
