/** How many restarts a supervisor lets pass, and what follows one more. @module */

import { describe, expect, test } from 'vitest'
import type { Strategy } from '../../machines/index.ts'
import { stage } from '../support/charts-stage.ts'

const STRATEGIES: readonly Strategy[] = ['one-for-one', 'one-for-all', 'rest-for-one']
const OPENINGS = ['spec throws', 'context throws', 'entry throws', 'effect throws'] as const
const THREE = { restarts: 3, within: 1_000 }

const times = (theater: ReturnType<typeof stage>, type: string) =>
  theater.reports.filter((report) => report.type === type).length

describe.each(STRATEGIES)('%s', (strategy) => {
  const pair = () => {
    const theater = stage()
    const children = [theater.puppet('a'), theater.puppet('b')]
    theater.open({ strategy, intensity: THREE, children })
    return theater
  }

  test('SC9, P19, F48: exactly as many restarts as allowed are survived', () => {
    const theater = pair()
    for (let crash = 0; crash < 3; crash++) theater.crash('a')
    expect(theater.state()).toBe('running')
    expect(theater.ids()[0]).toBe('a#3')
    expect(times(theater, 'gave-up')).toBe(0)
  })

  test('SC9, P19, F48: one more escalates, once: the children stop in reverse, then the supervisor with the reason', () => {
    const theater = pair()
    for (let crash = 0; crash < 3; crash++) theater.crash('a')
    theater.news()
    theater.crash('a')
    const output = theater.supervisor.getSnapshot().output
    expect(output).toEqual({ reason: 'max-intensity', error: new Error('a crashed') })
    expect(theater.news().filter((line) => line.startsWith('start'))).toEqual([])
    expect(times(theater, 'gave-up')).toBe(1)
    expect(theater.reports.at(-1)).toEqual({ type: 'stopped', supervisor: 'root' })
  })

  test('SC9, P19, F48: restarts that are spread out never escalate', () => {
    const theater = pair()
    for (let crash = 0; crash < 50; crash++) {
      theater.crash('a')
      theater.tick(334)
    }
    expect(theater.state()).toBe('running')
  })

  test.each(OPENINGS)(
    'SC10, P20: a start that fails counts as a restart and escalates once: %s',
    async (how) => {
      const theater = stage()
      const a = theater.puppet('a', { opening: (generation) => (generation === 0 ? 'well' : how) })
      theater.open({ strategy, intensity: THREE, children: [theater.puppet('z'), a, theater.puppet('b')] })
      theater.crash('a')
      await theater.settle()
      expect(theater.supervisor.getSnapshot().output).toMatchObject({
        reason: 'max-intensity',
        error: new Error(`no start: ${how}`),
      })
      expect(times(theater, 'restarting')).toBe(3)
      expect(times(theater, 'gave-up')).toBe(1)
      const ends = theater.log.filter((line) => line.startsWith('end'))
      const starts = theater.log.filter((line) => line.startsWith('start'))
      expect(ends).toHaveLength(starts.length)
    },
  )

  test.each(OPENINGS)('SC3 a first start that fails is tried again: %s', async (how) => {
    const theater = stage()
    const a = theater.puppet('a', { opening: (generation) => (generation < 2 ? how : 'well') })
    theater.open({ strategy, intensity: THREE, children: [a, theater.puppet('b')] })
    await theater.settle()
    expect(theater.state()).toBe('running')
    expect(theater.ids()[0]).toBe('a#2')
    expect(times(theater, 'restarting')).toBe(2)
  })
})

const NEVER = 'SC4 a start that never works ends the supervisor, its siblings in reverse: %s'

test.each(OPENINGS)(NEVER, async (how) => {
  const theater = stage()
  const bad = theater.puppet('c', { opening: () => how })
  theater.open({ intensity: THREE, children: [theater.puppet('a'), theater.puppet('b'), bad] })
  await theater.settle()
  expect(theater.supervisor.getSnapshot().status).toBe('done')
  expect(theater.log.filter((line) => !line.includes('c#'))).toEqual([
    ...['start a#0', 'start b#0'],
    ...['ask b#0', 'end b#0', 'ask a#0', 'end a#0'],
  ])
})

test('SC4 a temporary child that fails to start is left out', () => {
  const theater = stage()
  const bad = theater.puppet('b', { restart: 'temporary', opening: () => 'context throws' })
  theater.open({ children: [theater.puppet('a'), bad, theater.puppet('c')] })
  expect(theater.ids()).toEqual(['a#0', 'c#0'])
  expect(times(theater, 'restarting')).toBe(0)
})

test('SC12 two that fail to start are counted together', () => {
  const theater = stage()
  const opening = (generation: number) => (generation === 0 ? 'well' : 'entry throws')
  const children = ['a', 'b'].map((name) => theater.puppet(name, { opening }))
  theater.open({ strategy: 'one-for-all', intensity: THREE, children })
  theater.crash('b')
  expect(theater.supervisor.getSnapshot().status).toBe('done')
  expect(times(theater, 'restarting')).toBe(3)
  expect(times(theater, 'gave-up')).toBe(1)
})

test('no restart is allowed at an intensity of none', () => {
  const theater = stage()
  theater.open({ intensity: { restarts: 0, within: 1_000 }, children: [theater.puppet('a')] })
  theater.crash('a')
  expect(theater.supervisor.getSnapshot().output?.reason).toBe('max-intensity')
})

describe('a group that gives up', () => {
  const nested = (intensity: { restarts: number; within: number }, restart: 'permanent' | 'transient') => {
    const theater = stage()
    const once = { restarts: 1, within: 1_000 }
    const group = theater.group(
      'group',
      { intensity: once, children: [theater.puppet('a'), theater.puppet('b')] },
      { restart },
    )
    theater.open({ intensity, children: [group, theater.puppet('c')] })
    return theater
  }

  test('has ended abnormally: its parent starts it afresh', () => {
    const theater = nested({ restarts: 1, within: 1_000 }, 'transient')
    theater.crash('a')
    theater.crash('a')
    expect(theater.ids()).toEqual(['group#1', 'c#0'])
    expect(theater.child('a').id).toBe('a#0')
    expect(theater.reports).toContainEqual({
      type: 'child.ended',
      supervisor: 'root',
      id: 'group#0',
      how: 'crashed',
      error: new Error('a crashed'),
    })
  })

  test('brings its parent to give up, too, where that allows no more', () => {
    const theater = nested({ restarts: 1, within: 1_000 }, 'permanent')
    for (let crash = 0; crash < 4; crash++) theater.crash('a')
    expect(theater.supervisor.getSnapshot().output).toEqual({
      reason: 'max-intensity',
      error: new Error('a crashed'),
    })
    expect(
      theater.reports.filter(({ type }) => type === 'gave-up').map(({ supervisor }) => supervisor),
    ).toEqual(['root/group', 'root/group', 'root'])
  })

  test('P18: leaves its siblings alone', () => {
    const theater = nested({ restarts: 5, within: 1_000 }, 'permanent')
    for (let crash = 0; crash < 4; crash++) theater.crash('a')
    expect(theater.log.filter((line) => line.endsWith('c#0'))).toEqual(['start c#0'])
  })
})
