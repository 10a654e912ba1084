/** What each instance makes of a rollout by itself: its rank, what it is to hold, and which word is the later one. @module */

import { describe, expect, test } from 'vitest'
import {
  cutFor,
  isCalled,
  laterOf,
  type Rollout,
  type RolloutState,
  rankOf,
  target,
  unitOf,
} from '../../../src/fleet/rollout/index.ts'
import { FROM, placesOf, rolloutOver, TO } from '../../support/rollouts.ts'

const live = placesOf(20)
const rollout = rolloutOver(live)

describe('a cut', () => {
  test.each([
    [1, 20, 1],
    [1, 100, 1],
    [1, 101, 2],
    [10, 20, 2],
    [50, 3, 2],
    [100, 7, 7],
  ])('of %d %% of %d instances is %d', (share, count, most) => {
    const places = placesOf(count)
    const { cut, need } = cutFor({ id: '2-x', unit: 'instance', stages: [share, 100] }, 0, places)
    expect(places.filter(({ instance }) => rankOf(instance, '2-x') <= cut)).toHaveLength(most)
    expect(need).toBe(most)
  })

  test('counts hosts or zones, and needs all of their instances', () => {
    const byHost = cutFor({ id: '2-x', unit: 'host', stages: [10, 100] }, 0, live)
    const ranks = new Set(live.map(({ host }) => rankOf(host, '2-x')))
    expect([...ranks].filter((rank) => rank <= byHost.cut)).toHaveLength(1)
    expect(byHost.need).toBe(2)
    expect(cutFor({ id: '2-x', unit: 'zone', stages: [1, 100] }, 0, live).need).toBeGreaterThan(5)
  })

  test('of a fleet that nobody sees is a share of all ranks', () => {
    expect(cutFor({ id: '2-x', unit: 'instance', stages: [50, 100] }, 0, [])).toEqual({
      cut: 0x7fff_ffff,
      need: 0,
    })
  })

  test('picks others in another rollout', () => {
    const order = (id: string) => placesOf(20, id).map(({ instance }) => instance)
    expect(order('2-x')).not.toEqual(order('3-y'))
  })

  test('takes who is in no zone for a zone of its own', () => {
    expect(unitOf('zone', { instance: 'a', host: 'h' })).toBe('a')
  })
})

describe('an instance', () => {
  const high = rollout.cut + 1

  test.each<[Rollout['state'], string, number, typeof FROM | undefined, typeof FROM | undefined]>([
    ['staged', 'within the stage', 0, FROM, TO],
    ['staged', 'beyond the stage', high, FROM, FROM],
    ['paused', 'that has it', 0, TO, TO],
    ['paused', 'that has it not', 0, FROM, FROM],
    ['halted', 'that has it', 0, TO, FROM],
    ['done', 'beyond the stage', high, FROM, TO],
    ['superseded', 'that has it', 0, TO, undefined],
  ])('of a rollout that is %s, %s', (state, _, rank, held, holds) => {
    expect(target({ ...rollout, state }, undefined, rank, held)).toEqual(holds)
  })

  test('follows what is stable where there is no rollout, and a pin before all', () => {
    const pin = { seq: 9, sha256: 'c'.repeat(64) }
    expect(target(undefined, undefined, 0, FROM)).toBeUndefined()
    expect(target(rollout, pin, 0, FROM)).toEqual(pin)
  })

  test('that is called gets ready, and holds what it held until the stage begins', () => {
    const called = { ...rollout, ahead: { cut: high, need: 3 } }
    expect(target(called, undefined, high, FROM)).toEqual(FROM)
    expect(isCalled(called, undefined, high)).toBe(true)
    expect(isCalled(called, undefined, high + 1)).toBe(false)
    // Who is in has it already.
    expect(isCalled(called, undefined, rollout.cut)).toBe(false)
    expect(isCalled(rollout, undefined, high)).toBe(false)
    expect(isCalled(called, FROM, high)).toBe(false)
    expect(isCalled(called, undefined, high, { stage: 'gate' })).toBe(false)
    expect(isCalled(called, undefined, high, undefined, { ...TO, seq: 3 })).toBe(false)
    for (const state of ['paused', 'halted', 'done', 'superseded'] as const)
      expect(isCalled({ ...called, state }, undefined, high)).toBe(false)
  })

  test('is never given what it refused, but what others are well with when only its health spoke against it', () => {
    for (const state of ['staged', 'paused', 'halted'] as const)
      for (const stage of ['gate', 'crash', 'health'] as const)
        expect(target({ ...rollout, state }, undefined, 0, TO, { stage })).toEqual(FROM)
    const done = { ...rollout, state: 'done' as const }
    expect(target(done, undefined, 0, FROM, { stage: 'gate' })).toEqual(FROM)
    expect(target(done, undefined, 0, FROM, { stage: 'health' })).toEqual(TO)
  })
})

describe('of two documents', () => {
  const seen = { rollout, at: 10 }
  const nobody = { proven: 0, ended: new Map<string, RolloutState>() }
  const halt = new Map<string, RolloutState>([[rollout.id, 'halted']])

  test('the one that was written later counts', () => {
    const paused = { rollout: { ...rollout, state: 'paused' as const }, at: 11 }
    expect(laterOf(undefined, seen, nobody)).toBe(seen)
    expect(laterOf(seen, paused, nobody)).toBe(paused)
    expect(laterOf(paused, seen, nobody)).toBe(paused)
  })

  test('an end counts, whatever is said after it', () => {
    const halted = { rollout: { ...rollout, state: 'halted' as const }, at: 10 }
    expect(laterOf(halted, { rollout, at: 99 }, nobody)).toBe(halted)
  })

  test('an end counts, though another rollout has stood there since', () => {
    const other = { rollout: { ...rollout, id: '3-y', to: { ...TO, seq: 3 } }, at: 5 }
    expect(laterOf(other, { rollout, at: 99 }, { proven: 0, ended: halt })).toBe(other)
    const halted = { rollout: { ...rollout, state: 'halted' as const }, at: 99 }
    expect(laterOf(other, halted, { proven: 0, ended: halt })).toBe(halted)
  })

  test('what was halted did not stay so where somebody promoted it on a restored engine: an end is no other end', () => {
    const other = { rollout: { ...rollout, id: '3-y', to: { ...TO, seq: 3 } }, at: 5 }
    const promoted = { rollout: { ...rollout, state: 'done' as const }, at: 99 }
    expect(laterOf(other, promoted, { proven: 0, ended: halt })).toBe(other)
  })

  test('an older publication is no news, and another rollout of the same one is', () => {
    const newer = { rollout: { ...rollout, id: '3-y', to: { ...TO, seq: 3 } }, at: 5 }
    expect(laterOf(seen, newer, nobody)).toBe(newer)
    expect(laterOf(newer, { ...seen, at: 99 }, { ...nobody, proven: 3 })).toBe(newer)
    expect(laterOf(newer, { ...seen, at: 4 }, nobody)).toBe(newer)
    const halted = { rollout: { ...rollout, state: 'halted' as const }, at: 10 }
    const again = { rollout: { ...rollout, id: '2-again' }, at: 11 }
    expect(laterOf(halted, again, nobody)).toBe(again)
  })

  test('a number that no manifest has shuts out none that is written later', () => {
    const forged = { rollout: { ...rollout, id: 'x', to: { ...TO, seq: Number.MAX_SAFE_INTEGER } }, at: 11 }
    expect(laterOf(seen, forged, { ...nobody, proven: 2 })).toBe(forged)
    const next = { rollout: { ...rollout, id: '3-y', to: { ...TO, seq: 3 } }, at: 12 }
    expect(laterOf(forged, next, { ...nobody, proven: 2 })).toBe(next)
    expect(laterOf(forged, seen, { ...nobody, proven: 2 })).toBe(forged)
  })
})
