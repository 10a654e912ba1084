/** Documents and votes are read as strictly as data, and people change them by steps of the chart. @module */

import { describe, expect, test } from 'vitest'
import {
  byHand,
  readRollout,
  readVote,
  superseded,
  writeRollout,
  writeVote,
} from '../../../src/fleet/rollout/index.ts'
import { placesOf, rolloutOver } from '../../support/rollouts.ts'

const live = placesOf(20)
const rollout = rolloutOver(live)
const read = (changes: object): unknown => readRollout(JSON.stringify({ ...rollout, ...changes }), 'prices')

describe('a document', () => {
  test('is read as it was written, without what nobody knows', () => {
    expect(readRollout(writeRollout(rollout), 'prices')).toEqual(rollout)
    expect(read({ tomorrow: 1 })).toEqual(rollout)
    expect(read({ why: 'halted by ann' })).toEqual({ ...rollout, why: 'halted by ann' })
    const ahead = { cut: 7, need: 2 }
    expect(read({ ahead })).toEqual({ ...rollout, ahead })
    expect(read({ cause: 'hand' })).toEqual({ ...rollout, cause: 'hand' })
    // A later version may know more of them.
    expect(read({ cause: 'weather' })).toEqual(rollout)
  })

  test.each<[string, object]>([
    ['of another schema', { schema: 2 }],
    ['of another term', { term: 'geoip' }],
    ['without an id', { id: '' }],
    ['with a long id', { id: 'x'.repeat(101) }],
    ['that goes back in numbers', { to: rollout.from }],
    ['with a digest that is none', { to: { seq: 2, sha256: 'B'.repeat(64) } }],
    ['without stages', { stages: [] }],
    ['with stages that shrink', { stages: [50, 10, 100] }],
    ['with stages in text', { stages: ['10', 100] }],
    ['that never reaches all', { stages: [1, 10] }],
    ['in a stage that is none', { stage: 3 }],
    ['with half a stage', { stage: 0.5 }],
    ['with a cut beyond all ranks', { cut: 2 ** 32 }],
    ['that calls nobody knows whom', { ahead: { cut: 2 ** 32, need: 1 } }],
    ['that bakes for ever', { bakeMs: 1e15 }],
    ['with a limit above all', { limits: { health: { min: 2, share: 1.5 } } }],
    ['without limits', { limits: undefined }],
    ['in a state that is none', { state: 'running' }],
    ['with a long reason', { why: 'x'.repeat(1001) }],
    ['of an unknown unit', { unit: 'rack' }],
  ])('%s is none', (_, changes) => {
    expect(read(changes)).toBeUndefined()
  })

  test.each(['', 'null', '[]', '7', '{"schema":1', '{"__proto__":{"schema":1}}'])(
    'is none that says %j',
    (text) => {
      expect(readRollout(text, 'prices')).toBeUndefined()
    },
  )
})

describe('a vote', () => {
  test('is read as it was written, and its reason is cut', () => {
    const vote = { vote: 'fail', stage: 'health', reason: 'x'.repeat(400) } as const
    expect(readVote(writeVote(vote))).toEqual({ ...vote, reason: 'x'.repeat(300) })
  })

  test.each(['', 'null', '{}', '{"vote":"maybe"}'])('is none that says %j', (text) => {
    expect(readVote(text)).toBeUndefined()
  })
})

describe('somebody', () => {
  const ann = { by: 'ann', why: 'it looks odd' }

  test('pauses and resumes, and it goes on with the fleet as it is then', () => {
    const paused = byHand(rollout, { deed: 'pause', ...ann }, live)
    expect(paused).toMatchObject({ state: 'paused', why: 'paused by ann: it looks odd' })
    const few = live.slice(0, 1)
    const resumed = paused && byHand(paused, { deed: 'resume', by: 'ann' }, few)
    expect(resumed).toMatchObject({ state: 'staged', cut: rollout.cut, need: 1 })
    expect(resumed).not.toHaveProperty('why')
  })

  test('halts or promotes what is under way', () => {
    expect(byHand(rollout, { deed: 'halt', ...ann }, live)?.state).toBe('halted')
    expect(byHand({ ...rollout, state: 'paused' }, { deed: 'promote', ...ann }, live)?.state).toBe('done')
  })

  test('changes nothing of what has ended, and resumes only what is paused', () => {
    for (const state of ['halted', 'done', 'superseded'] as const)
      for (const deed of ['pause', 'resume', 'halt', 'promote'] as const)
        expect(byHand({ ...rollout, state }, { deed, ...ann }, live)).toBeUndefined()
    expect(byHand(rollout, { deed: 'resume', ...ann }, live)).toBeUndefined()
  })

  test('supersedes it by another publication', () => {
    expect(superseded(rollout, '3')).toMatchObject({ state: 'superseded', why: 'superseded by 3' })
    expect(superseded({ ...rollout, state: 'done' }, '3')).toBeUndefined()
  })
})
