/** A steward takes nobody for silent, or dead, whom it couldn't have heard. @module */

import { expect, test } from 'vitest'
import { systemClock } from '../../../src/base/clock.ts'
import { keys } from '../../../src/fleet/keys.ts'
import { groundOf, stewardOf } from '../../../src/fleet/member/ground.ts'
import { resolveFleet } from '../../../src/fleet/member/options.ts'
import { writeVote } from '../../../src/fleet/rollout/index.ts'
import { tend } from '../../../src/fleet/steward.ts'
import { SERVICE, testFleet } from '../../support/fleets.ts'

const TEN_MINUTES = 600_000

/** A rollout with one instance that was trying, of which nobody has heard since; `tend` is then asked ten minutes later. */
async function tendedLater(heardFor: number) {
  await using fleet = await testFleet()
  const { control } = fleet.hand
  const [from, to] = [await fleet.publish(1, { v: 1 }, true), await fleet.publish(2, { v: 2 })]
  const { id } = await fleet.begin({ from, to, stages: [100], bake: 3_600_000 })
  const { at } = await control.put(
    'votes',
    keys.vote(SERVICE, 'prices', id, 'one'),
    writeVote({ vote: 'trying' }),
  )
  const ground = groundOf(
    resolveFleet({ control, service: SERVICE }),
    { clock: systemClock, tell() {} },
    {
      changed() {},
      reached() {},
    },
  )
  const now = at + TEN_MINUTES
  await tend(
    stewardOf(ground, (publication) => publication),
    ['prices'],
    { now, listening: now - heardFor },
  )
  return (await fleet.rollout())?.state
}

test('after an outage of ten minutes nobody is dead whom the steward could not have heard', async () => {
  expect(await tendedLater(1_000)).toBe('staged')
})

test('who has said nothing for as long as the steward has listened is dead, and that halts', async () => {
  expect(await tendedLater(TEN_MINUTES)).toBe('halted')
})
