/** Who has pinned a version by hand tries nothing, says so, and is neither waited for nor counted as well. @module */

import { expect, test } from 'vitest'
import { changeRollout } from '../../../src/fleet/by-hand.ts'
import { fleetOverview } from '../../../src/fleet/overview.ts'
import { reportsOf } from '../../../src/fleet/reports.ts'
import { countVotes } from '../../../src/fleet/rollout/index.ts'
import { tend } from '../../../src/fleet/steward.ts'
import { votesOn } from '../../../src/fleet/votes-on.ts'
import { type Instance, SERVICE, type TestFleet, testFleet, until } from '../../support/fleets.ts'

const live = (all: readonly Instance[]): number[] => all.map(({ prices }) => prices.get().v)

/** What the instances have said, which the test alone counts. */
const votes = async ({ hand }: TestFleet, id: string) =>
  countVotes(await votesOn(hand.control, SERVICE, 'prices', id))

/** As a steward decides after the bake. */
const decided = ({ hand: { control } }: TestFleet) =>
  tend({ control, service: SERVICE, actor: 'a test' }, ['prices'], { now: Date.now() + 5_000, listening: 0 })

/** Instances without a steward; so many of them have pinned what they have. */
async function joined(fleet: TestFleet, count: number, pinned: number) {
  const from = await fleet.publish(1, { v: 1 }, true)
  const all: Instance[] = []
  for (let at = 0; at < count; at++) all.push(await fleet.join({ steward: false }))
  for (const { prices } of all.slice(0, pinned)) await prices.pin()
  await until(async () => {
    const reports = await reportsOf(fleet.hand.control, SERVICE)
    expect(reports.filter(({ terms }) => terms.prices?.pinned !== undefined)).toHaveLength(pinned)
  })
  return { all, from, to: await fleet.publish(2, { v: 2 }) }
}

test('a fleet of which everybody is pinned promoted what nobody had served: it pauses, and says why', async () => {
  await using fleet = await testFleet()
  const { all, from, to } = await joined(fleet, 2, 2)
  const { id } = await fleet.begin({ from, to, stages: [50, 100], bake: 1 })
  await until(async () => expect(await votes(fleet, id)).toEqual({ pinned: 1 }))
  await decided(fleet)
  expect(await fleet.rollout()).toMatchObject({
    ...{ state: 'paused', stage: 0, cause: 'pin' },
    why: 'nobody has tried it: 1 instance is pinned to another version by hand',
  })
  expect(live(all)).toEqual([1, 1])
})

test('who lets go of the pin goes by its fleet at once, and is a canary after a resume', async () => {
  await using fleet = await testFleet()
  const { all, from, to } = await joined(fleet, 1, 1)
  const { id } = await fleet.begin({ from, to, stages: [100], bake: 1 })
  await until(async () => expect(await votes(fleet, id)).toEqual({ pinned: 1 }))
  await decided(fleet)
  await all[0]?.prices.unpin()
  await changeRollout(fleet.hand, 'resume')
  await until(async () => expect(await votes(fleet, id)).toEqual({ ok: 1 }))
  await decided(fleet)
  expect((await fleet.rollout())?.state).toBe('done')
  expect(live(all)).toEqual([2])
})

test('one that is pinned is no canary, and the others go on without it', async () => {
  await using fleet = await testFleet()
  const { all, from, to } = await joined(fleet, 3, 1)
  const { id } = await fleet.begin({ from, to, stages: [50, 100], bake: 1 })
  await until(async () => expect((await votes(fleet, id)).ok).toBe(1))
  await decided(fleet)
  await until(async () => expect(await votes(fleet, id)).toEqual({ ok: 1, pinned: 1, ready: 1 }))
  await decided(fleet)
  await until(async () => expect(await votes(fleet, id)).toEqual({ ok: 2, pinned: 1 }))
  await decided(fleet)
  expect((await fleet.rollout())?.state).toBe('done')
  await until(() => expect(live(all)).toEqual([1, 2, 2]))
})

test('who pins what it had before, after it has said that it is well, is not counted as well any more', async () => {
  await using fleet = await testFleet()
  const { all, from, to } = await joined(fleet, 1, 0)
  const { id } = await fleet.begin({ from, to, stages: [100], bake: '1m' })
  await until(async () => expect(await votes(fleet, id)).toEqual({ ok: 1 }))
  await all[0]?.prices.rollback()
  await until(async () => expect(await votes(fleet, id)).toEqual({ pinned: 1 }))
  expect(live(all)).toEqual([1])
  // What is rolled out waits behind no pin: it is nothing that this instance tries.
  await all[0]?.prices.unpin()
  await until(async () => expect(await votes(fleet, id)).toEqual({ ok: 1 }))
  expect(live(all)).toEqual([2])
})

test('who pins the very publication that is rolled out has tried it', async () => {
  await using fleet = await testFleet()
  const { all, from, to } = await joined(fleet, 1, 0)
  const { id } = await fleet.begin({ from, to, stages: [100], bake: '1m' })
  await until(async () => expect(await votes(fleet, id)).toEqual({ ok: 1 }))
  await all[0]?.prices.pin()
  await until(() => expect(all[0]?.member.status().terms.prices?.pinned).toBeDefined())
  expect(await votes(fleet, id)).toEqual({ ok: 1 })
})

test('is shown with what a fleet holds', async () => {
  await using fleet = await testFleet()
  const { all } = await joined(fleet, 2, 1)
  const { terms } = await fleetOverview(fleet.hand.control, SERVICE)
  expect(terms[0]?.pinnedByHand).toEqual([all[0]?.member.instance])
})
