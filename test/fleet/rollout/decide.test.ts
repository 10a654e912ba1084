/** What becomes of a rollout, rule by rule. @module */

import { describe, expect, test } from 'vitest'
import {
  byHand,
  type CastVote,
  decide,
  type FleetSight,
  type Rollout,
  rankOf,
} from '../../../src/fleet/rollout/index.ts'
import { placesOf, rolloutOver, sightOf, voteOf } from '../../support/rollouts.ts'

const live = placesOf(20)
const rollout = rolloutOver(live)
const [first, second, third] = live as [(typeof live)[0], (typeof live)[0], (typeof live)[0]]
const well = [first, second].map((one) => voteOf(one, 'ok'))
const MINUTE = 60_000

const calls = (need: number) => ({ state: 'staged', stage: 0, cut: rollout.cut, ahead: { need } })

describe('a stage', () => {
  test('calls those of the next when all of it are well and the bake is over', () => {
    expect(rollout.need).toBe(2)
    expect(decide(rollout, sightOf(live, well))).toMatchObject(calls(10))
  })

  test('stays while it bakes, by the clock of the engine', () => {
    expect(decide(rollout, sightOf(live, well, { now: MINUTE - 1 }))).toBeUndefined()
    expect(decide(rollout, sightOf(live, well, { now: MINUTE }))).toBeDefined()
  })

  test('stays while one of it has said nothing, or is still trying', () => {
    expect(decide(rollout, sightOf(live, well.slice(1)))).toBeUndefined()
    expect(decide(rollout, sightOf(live, [voteOf(first, 'trying'), ...well.slice(1)]))).toBeUndefined()
  })

  test('waits for one who joins within it', () => {
    const joiner = Array.from({ length: 999 }, (_, at) => ({ instance: `j${at}`, host: 'j' })).find(
      ({ instance }) => rankOf(instance, rollout.id) < rollout.cut,
    )
    expect(joiner).toBeDefined()
    if (joiner === undefined) return
    expect(decide(rollout, sightOf([...live, joiner], well))).toBeUndefined()
    expect(decide(rollout, sightOf([...live, joiner], [...well, voteOf(joiner, 'ok')]))).toHaveProperty(
      'ahead',
    )
  })

  test('waits no more for one who said goodbye, and still for one who is just gone', () => {
    const others = live.filter((one) => one !== first)
    expect(decide(rollout, sightOf(others, [voteOf(first, 'left'), ...well.slice(1)]))).toHaveProperty(
      'ahead',
    )
    expect(decide(rollout, sightOf(others, well.slice(1)))).toBeUndefined()
  })

  test('never lets go of who is in, though the fleet has grown since', () => {
    const wide = { ...rollout, cut: 0xffff_fff0 }
    const all = live.map((one) => voteOf(one, 'ok'))
    const called = decide(wide, sightOf(live, all))
    expect(called?.ahead?.cut).toBe(0xffff_fff0)
    expect(called && decide(called, sightOf(live, all))).toMatchObject({ stage: 1, cut: 0xffff_fff0 })
  })

  test('the last one ends it', () => {
    const last = rolloutOver(live, { stage: 2 })
    const all = live.map((one) => voteOf(one, 'ok'))
    expect(decide(last, sightOf(live, all))).toMatchObject({ state: 'done', stage: 2 })
    expect(decide(last, sightOf(live, all.slice(1)))).toBeUndefined()
  })
})

describe('those who are called', () => {
  const called = decide(rollout, sightOf(live, well)) as NonNullable<ReturnType<typeof decide>>
  const ready = live.slice(2, 10).map((one) => voteOf(one, 'ready'))

  test('begin their stage together, when the last of them is ready, and no bake is waited for', () => {
    const now = 1
    expect(decide(called, sightOf(live, [...well, ...ready.slice(1)], { now }))).toBeUndefined()
    const next = decide(called, sightOf(live, [...well, ...ready], { now }))
    expect(next).toMatchObject({ state: 'staged', stage: 1, need: 10, cut: called.ahead?.cut })
    expect(next).not.toHaveProperty('ahead')
  })

  test('halt it by one gate that refuses, before any of them has it live', () => {
    const votes = [...well, ...ready.slice(1), voteOf(third, 'fail', 'gate')]
    expect(decide(called, sightOf(live, votes, { now: 1 }))).toMatchObject({ state: 'halted', stage: 0 })
  })

  test('are not waited for when they have left, and pause it by silence', () => {
    const left = [...well, ...ready.slice(1), voteOf(third, 'left')]
    expect(decide(called, sightOf(live, left, { now: 1 }))).toMatchObject({ stage: 1 })
    const paused = decide(called, sightOf(live, [...well, ...ready.slice(1)], { now: 4 * MINUTE }))
    expect(paused).toMatchObject({ state: 'paused', stage: 0, why: '1 of 10 instances have said nothing' })
    expect(paused).not.toHaveProperty('ahead')
  })

  test('are dead when they were let in, and nothing was heard of them since; before that they are just gone', () => {
    const others = live.filter((one) => one !== third)
    const votes = [...well, ...ready]
    const now = 36_001
    const letIn = { ...called, stage: 1, ...called.ahead, ahead: undefined }
    expect(decide(letIn, sightOf(others, votes, { now }))?.why).toContain(`${third.instance} was trying it`)
    expect(decide(letIn, sightOf(others, votes, { now: 36_000 }))).toBeUndefined()
    expect(decide(called, sightOf(others, votes, { now }))).toMatchObject({ stage: 1 })
  })
})

describe('silence', () => {
  const now = 3 * MINUTE + 1

  test('pauses after three bakes, and says of how many', () => {
    const paused = decide(rollout, sightOf(live, well.slice(1), { now }))
    expect(paused).toMatchObject({ state: 'paused', stage: 0, why: '1 of 2 instances have said nothing' })
  })

  test('halts where the rollout was begun so', () => {
    const strict = { ...rollout, onSilence: 'halt' as const }
    expect(decide(strict, sightOf(live, [], { now }))).toMatchObject({ state: 'halted' })
  })

  test('of a whole fleet never lets it go on', () => {
    expect(decide(rollout, sightOf([], [], { now }))).toMatchObject({ state: 'paused' })
    const left = [voteOf(first, 'left')]
    expect(decide(rollout, sightOf([], left, { now }))?.why).toBe('1 of 2 instances have said nothing')
    expect(decide({ ...rollout, need: 0 }, sightOf([], [], { now: MINUTE }))).toBeUndefined()
  })

  test('of an empty fleet said that one of one instance had said nothing: that nobody reports is said', () => {
    const begun = rolloutOver([])
    expect(begun.need).toBe(0)
    expect(decide(begun, sightOf([], [], { now }))).toMatchObject({
      ...{ state: 'paused', cause: 'silence' },
      why: 'no instance of the fleet reports this term',
    })
  })

  test('paused a rollout of short bakes whose hints were lost: whoever looks by itself has two looks', () => {
    const short = { ...rollout, bakeMs: 1_000 }
    const asking = live.map((one) => ({ ...one, poll: 30 }))
    expect(decide(short, sightOf(asking, [], { now: 60_000 }))).toBeUndefined()
    expect(decide(short, sightOf(asking, [], { now: 60_001 }))?.cause).toBe('silence')
    expect(decide(short, sightOf(live, [], { now: 35_001 }))?.cause).toBe('silence')
  })

  test('is none while nobody listened', () => {
    expect(decide(rollout, sightOf(live, [], { now: 30 * MINUTE, listening: 29 * MINUTE }))).toBeUndefined()
  })

  test('is none under a pin, by which nobody tries anything; harm is harm all the same', () => {
    const pinned = { now: 30 * MINUTE, isPinned: true }
    expect(decide(rollout, sightOf(live, [], pinned))).toBeUndefined()
    expect(decide(rollout, sightOf(live, well, pinned))).toBeUndefined()
    const harmed = decide(rollout, sightOf(live, [voteOf(first, 'fail', 'gate')], pinned))
    expect(harmed).toMatchObject({ state: 'halted' })
  })

  test('a stage that takes longer than it may is paused', () => {
    const slow = { ...rollout, maxMs: 2 * MINUTE }
    expect(decide(slow, sightOf(live, [], { now: 2 * MINUTE + 1 }))).toMatchObject({ state: 'paused' })
  })
})

describe('who has another version pinned by hand', () => {
  test('is not waited for, and let a rollout go on that nobody had tried: nobody is well by that', () => {
    const pinned = [first, second].map((one) => voteOf(one, 'pinned'))
    expect(decide(rollout, sightOf(live, pinned, { now: MINUTE - 1 }))).toBeUndefined()
    expect(decide(rollout, sightOf(live, pinned, { now: MINUTE }))).toMatchObject({
      ...{ state: 'paused', stage: 0, cause: 'pin' },
      why: 'nobody has tried it: 2 instances are pinned to another version by hand',
    })
    const one = [voteOf(first, 'pinned'), ...well.slice(1)]
    expect(decide(rollout, sightOf(live, one))).toMatchObject(calls(10))
    expect(decide(rollout, sightOf(live, pinned.slice(1)))).toBeUndefined()
  })

  test('pauses it also where silence halts, and who lets go has time to say so', () => {
    const hasty = { ...rollout, bakeMs: 0, onSilence: 'halt' as const }
    const pinned = [first, second].map((one) => voteOf(one, 'pinned'))
    expect(decide(hasty, sightOf(live, pinned, { now: 2_999 }))).toBeUndefined()
    expect(decide(hasty, sightOf(live, pinned, { now: 3_000 }))?.state).toBe('paused')
  })

  test('is no canary: the share is of those who can try it', () => {
    const free = live.map((one) => ({ ...one, isPinned: one === first || one === second }))
    const begun = rolloutOver(free)
    expect(begun.need).toBe(4)
    expect(rolloutOver(live.map((one) => ({ ...one, isPinned: true }))).need).toBe(2)
  })

  test('does not keep ill health of all others from halting it', () => {
    const votes = [voteOf(first, 'fail', 'health'), voteOf(second, 'pinned')]
    expect(decide(rollout, sightOf(live, votes, { now: 1 }))?.cause).toBe('health')
  })

  test('is not waited for before the next stage, either', () => {
    const called = decide(rollout, sightOf(live, well)) as Rollout
    const ready = live.slice(3, 10).map((one) => voteOf(one, 'ready'))
    const votes = [...well, voteOf(third, 'pinned'), ...ready]
    expect(decide(called, sightOf(live, votes, { now: 1 }))).toMatchObject({ stage: 1, need: 10 })
  })
})

describe('harm', () => {
  test('one gate that refuses it halts at once, and says why', () => {
    const sight = sightOf(live, [voteOf(first, 'fail', 'gate'), ...well.slice(1)], { now: 1 })
    expect(decide(rollout, sight)).toMatchObject({
      state: 'halted',
      why: `${first.instance} refused it: because of gate`,
    })
  })

  test('a death that was found on a disk halts', () => {
    expect(decide(rollout, sightOf(live, [voteOf(first, 'fail', 'crash')]))?.state).toBe('halted')
  })

  test('trying without a result, and no heartbeat, is a death', () => {
    const others = live.filter((one) => one !== first)
    const votes = [voteOf(first, 'trying'), ...well.slice(1)]
    expect(decide(rollout, sightOf(others, votes, { now: 1_000 + 35_001 }))?.why).toContain('is gone')
    expect(decide(rollout, sightOf(others, votes, { now: 1_000 + 35_000 }))).toBeUndefined()
    expect(decide(rollout, sightOf(live, votes))).toBeUndefined()
  })

  test('who reports is not dead, though of many terms this one is not told', () => {
    const others = live.filter((one) => one !== first)
    const votes = [voteOf(first, 'trying'), ...well.slice(1)]
    const sight = sightOf(others, votes, { now: 1_000 + 35_001, present: live })
    expect(decide(rollout, sight)).toBeUndefined()
  })

  test('is told for programs as well: what has failed, or who has done it', () => {
    const late = { now: 1_000 + 35_001 }
    const causeOf = (votes: readonly CastVote[], options: Partial<FleetSight> = {}, there = live) =>
      decide(rollout, sightOf(there, votes, options))?.cause
    expect(causeOf([voteOf(first, 'fail', 'gate')])).toBe('gate')
    expect(causeOf([voteOf(first, 'fail', 'crash')])).toBe('crash')
    expect(causeOf([voteOf(first, 'trying')], late, [])).toBe('crash')
    expect(causeOf([first, second].map((one) => voteOf(one, 'fail', 'health')))).toBe('health')
    expect(causeOf([], { now: 4 * MINUTE })).toBe('silence')
    expect(causeOf([], { now: rollout.maxMs + 1 })).toBe('time')
    const halted = byHand(rollout, { deed: 'halt', by: 'ann' }, live)
    expect(halted).toMatchObject({ cause: 'hand', why: 'halted by ann' })
    const paused = decide(rollout, sightOf(live, [], { now: 4 * MINUTE })) as Rollout
    expect(byHand(paused, { deed: 'resume', by: 'ann' }, live)).not.toHaveProperty('cause')
  })

  test('nobody is dead who could not be heard', () => {
    const votes = [voteOf(first, 'trying'), ...well.slice(1)]
    expect(decide(rollout, sightOf([second], votes, { listening: 60_000 }))).toBeUndefined()
  })

  test('ill health halts above the limit', () => {
    const stage = rolloutOver(live, { stage: 1 })
    const voted = (ill: number) =>
      live.map((one, at) => (at < ill ? voteOf(one, 'fail', 'health') : voteOf(one, 'ok')))
    expect(decide(stage, sightOf(live, voted(2)))).toMatchObject({ state: 'staged', ahead: { need: 20 } })
    expect(decide(stage, sightOf(live, voted(3)))?.state).toBe('halted')
    const lenient = { ...stage, limits: { health: { min: 0, share: 0.5 } } }
    expect(decide(lenient, sightOf(live, voted(9)))?.state).toBe('staged')
  })

  test('ill health of all of a stage halts, however few they are', () => {
    const votes = [first, second].map((one) => voteOf(one, 'fail', 'health'))
    expect(decide(rollout, sightOf(live, votes, { now: 1 }))?.state).toBe('halted')
  })

  test('halts what is paused, too, which goes on by nothing else', () => {
    const paused = { ...rollout, state: 'paused' as const }
    expect(decide(paused, sightOf(live, well, { now: 99 * MINUTE }))).toBeUndefined()
    expect(decide(paused, sightOf(live, [voteOf(third, 'fail', 'gate')]))?.state).toBe('halted')
  })

  test.each(['halted', 'done', 'superseded'] as const)('changes nothing of what is %s', (state) => {
    expect(decide({ ...rollout, state }, sightOf(live, [voteOf(first, 'fail', 'gate')]))).toBeUndefined()
  })
})
