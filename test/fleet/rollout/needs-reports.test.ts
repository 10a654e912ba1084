/** Reports are read only where they decide something: without them the same is decided everywhere else. @module */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, needsReports } from '../../../src/fleet/rollout/index.ts'
import { placesOf, rolloutOver, sightOf, voteOf } from '../../support/rollouts.ts'

const all = placesOf(20)
const MINUTE = 60_000

test('where reports are not needed, who lives changes nothing', () => {
  const vote = fc.tuple(
    fc.constantFrom(...all),
    fc.constantFrom(...(['trying', 'ready', 'ok', 'fail', 'left', 'pinned'] as const)),
    fc.constantFrom('gate', 'health', 'health', 'health'),
    fc.integer({ min: 0, max: 200_000 }),
  )
  fc.assert(
    fc.property(
      fc.uniqueArray(vote, { selector: ([{ instance }]) => instance, maxLength: 20 }),
      fc.subarray(all),
      fc.constantFrom(...(['staged', 'paused', 'halted', 'done'] as const)),
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 400_000 }),
      fc.option(fc.integer({ min: 0, max: 400_000 }), { nil: undefined }),
      fc.boolean(),
      (votes, live, state, stage, now, listening, isCalled) => {
        const ahead = { cut: 0xffff_ffff, need: 12 }
        const rollout = rolloutOver(all, { state, stage, ...(isCalled && stage < 2 && { ahead }) })
        const cast = votes.map(([who, what, why, at]) =>
          voteOf(who, what, what === 'fail' ? (why as 'gate') : undefined, at),
        )
        const sight = sightOf(live, cast, { now, listening: listening && Math.min(listening, now) })
        fc.pre(!needsReports(rollout, sight))
        expect(decide(rollout, sight)).toEqual(decide(rollout, { ...sight, live: [] }))
      },
    ),
    { numRuns: 1_000 },
  )
})

test('while votes are missing no reports are read, nor before the bake is over', () => {
  const rollout = rolloutOver(all, { stage: 1 })
  const votes = all.slice(0, 10).map((one) => voteOf(one, 'ok'))
  expect(needsReports(rollout, sightOf(all, votes.slice(1)))).toBe(false)
  expect(needsReports(rollout, sightOf(all, votes, { now: MINUTE - 1 }))).toBe(false)
  expect(needsReports(rollout, sightOf(all, votes, { now: MINUTE }))).toBe(true)
  expect(needsReports(rollout, sightOf(all, votes.slice(1), { now: 3 * MINUTE + 1 }))).toBe(true)
})
