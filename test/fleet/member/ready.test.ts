/** Those of the next stage try behind what is live, and wait there: the stage is a swap, for which nothing is fetched or decoded. @module */

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { changeRollout } from '../../../src/fleet/by-hand.ts'
import type { FleetOptions } from '../../../src/fleet/member/index.ts'
import { countVotes } from '../../../src/fleet/rollout/index.ts'
import { tend } from '../../../src/fleet/steward.ts'
import { votesOn } from '../../../src/fleet/votes-on.ts'
import { type Instance, SERVICE, type TestFleet, testFleet, until } from '../../support/fleets.ts'

const live = (all: readonly Instance[]): number[] => all.map(({ prices }) => prices.get().v).toSorted()

/** What the instances have said, which the test alone counts. */
const votes = async ({ hand }: TestFleet, id: string) =>
  countVotes(await votesOn(hand.control, SERVICE, 'prices', id))

const decided = ({ hand: { control } }: TestFleet) =>
  tend({ control, service: SERVICE, actor: 'a test' }, ['prices'], { now: Date.now() + 1_000, listening: 0 })

/** Four instances, of which one is in and the others are ready. */
async function gotReady(fleet: TestFleet, options: Partial<FleetOptions> = {}) {
  const from = await fleet.publish(1, { v: 1 }, true)
  const all: Instance[] = []
  for (let at = 0; at < 4; at++) all.push(await fleet.join({ steward: false, ...options }))
  const to = await fleet.publish(2, { v: 2 })
  const { id } = await fleet.begin({ from, to, stages: [25, 100], bake: 1 })
  await until(async () => expect(await votes(fleet, id)).toEqual({ ok: 1 }))
  await decided(fleet)
  expect(await fleet.rollout()).toMatchObject({ stage: 0, ahead: { need: 4 } })
  await until(async () => expect(await votes(fleet, id)).toEqual({ ok: 1, ready: 3 }))
  return { all, id }
}

test('a stage asked the store for each instance: who is ready has it, and nobody before the stage', async () => {
  await using fleet = await testFleet()
  const { all, id } = await gotReady(fleet)
  expect(live(all)).toEqual([1, 1, 1, 2])
  expect(all.flatMap(({ seen }) => seen).filter((v) => v === 2)).toHaveLength(1)
  // Nobody could get it from there.
  await rm(join(fleet.folder, 'prices'), { recursive: true })
  await decided(fleet)
  expect(await fleet.rollout()).toMatchObject({ state: 'staged', stage: 1 })
  await until(() => expect(live(all)).toEqual([2, 2, 2, 2]))
  await until(async () => expect(await votes(fleet, id)).toEqual({ ok: 4 }))
})

test('what is halted while they are ready was never live with them, and is not tried again', async () => {
  await using fleet = await testFleet()
  const { all } = await gotReady(fleet)
  await changeRollout(fleet.hand, 'halt')
  await until(() => expect(live(all)).toEqual([1, 1, 1, 1]))
  await decided(fleet)
  for (const { member } of all) await until(() => expect(member.status().terms.prices?.seq).toBe(1))
  expect(all.flatMap(({ seen }) => seen).filter((v) => v === 2)).toHaveLength(1)
})

test('a pause lets nobody in, and after it those who are ready still are', async () => {
  await using fleet = await testFleet()
  const { all, id } = await gotReady(fleet)
  await changeRollout(fleet.hand, 'pause')
  expect(await fleet.rollout()).not.toHaveProperty('ahead')
  await changeRollout(fleet.hand, 'resume')
  expect(live(all)).toEqual([1, 1, 1, 2])
  await decided(fleet)
  expect(await votes(fleet, id)).toEqual({ ok: 1, ready: 3 })
  await decided(fleet)
  await until(() => expect(live(all)).toEqual([2, 2, 2, 2]))
})

test('who leaves while it is ready says so, and the stage begins without it', async () => {
  await using fleet = await testFleet()
  const { all, id } = await gotReady(fleet)
  const [gone, ...others] = all.filter(({ prices }) => prices.get().v === 1)
  await gone?.member.leave()
  expect(await votes(fleet, id)).toEqual({ ok: 1, ready: 2, left: 1 })
  await decided(fleet)
  await until(() => expect(live(others)).toEqual([2, 2]))
  expect(gone?.prices.get()).toEqual({ v: 1 })
})
