/** Who follows a rollout hears each change, decides with others, and is told how it ended. @module */

import { expect, test } from 'vitest'
import { beginRollout } from '../../src/fleet/begin-rollout.ts'
import { changeRollout, pinFleet } from '../../src/fleet/by-hand.ts'
import { followRollout, type RolloutProgress } from '../../src/fleet/follow-rollout.ts'
import { fleetOverview } from '../../src/fleet/overview.ts'
import { type TestFleet, testFleet, until } from '../support/fleets.ts'

const A_DAY = { stages: [50, 100], bake: '1d' } as const

async function begun(fleet: TestFleet, plan: object, instances = 2, options = {}) {
  const from = await fleet.publish(1, { v: 1 }, true)
  const all = await Promise.all(Array.from({ length: instances }, () => fleet.join(options)))
  const to = await fleet.publish(2, { v: 2 })
  const rollout = await fleet.begin({ from, to, ...plan })
  const heard: RolloutProgress[] = []
  return { from, to, all, rollout, heard, hear: (progress: RolloutProgress) => void heard.push(progress) }
}

test('stages and votes are heard as they are seen, and it ends when all may have it', async () => {
  await using fleet = await testFleet()
  // A stage that lasts for less than a look takes may be missed.
  const { rollout, heard, hear } = await begun(fleet, { bake: 1_000 })
  expect(await followRollout(fleet.hand, rollout, { hear })).toMatchObject({ id: rollout.id, state: 'done' })
  const shares = heard.map(({ share }) => share)
  expect(shares).toContain(50)
  expect(shares).toEqual(shares.toSorted((one, other) => one - other))
  expect(shares[0]).toBe(1)
  expect(heard.at(-1)).toMatchObject({ share: 100, votes: { ok: 2 }, unreachable: undefined })
})

test('a rollout of which no instance reports was listed nowhere', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const to = await fleet.publish(2, { v: 2 })
  const { id } = await fleet.begin({ from, to })
  const { control, service } = fleet.hand
  const { instances, terms } = await fleetOverview(control, service)
  expect(instances).toBe(0)
  expect(terms).toMatchObject([{ term: 'prices', rollout: { id, state: 'staged' }, held: [] }])
  // Neither a clock nor the seats of stewards is a term.
  await followRollout(fleet.hand, await changeRollout(fleet.hand, 'pause'))
  expect((await fleetOverview(control, service)).terms).toHaveLength(1)
})

test('where no instance decides, the publisher does as long as it follows', async () => {
  await using fleet = await testFleet()
  const { rollout, all } = await begun(fleet, {}, 3, { steward: false })
  expect(await followRollout(fleet.hand, rollout)).toMatchObject({ state: 'done' })
  await until(() => expect(all.map(({ prices }) => prices.get().v)).toEqual([2, 2, 2]))
})

test('what is paused or halted by hand ends it, with the reason; a listener that throws harms nobody', async () => {
  await using fleet = await testFleet()
  const { rollout } = await begun(fleet, A_DAY)
  const hear = () => {
    throw new Error('a listener')
  }
  const paused = followRollout(fleet.hand, rollout, { hear })
  await changeRollout({ ...fleet.hand, why: 'lunch' }, 'pause')
  expect(await paused).toMatchObject({ state: 'paused', why: 'paused by a test: lunch' })
  await changeRollout(fleet.hand, 'halt')
  expect(await followRollout(fleet.hand, rollout)).toMatchObject({ state: 'halted' })
})

test('one that gives way to another has ended, as superseded', async () => {
  await using fleet = await testFleet()
  const { rollout, from } = await begun(fleet, A_DAY)
  const following = followRollout(fleet.hand, rollout)
  const three = { seq: 3, sha256: '3'.repeat(64) }
  const next = await beginRollout(fleet.hand, { from, to: three }, A_DAY)
  expect(await following).toMatchObject({ state: 'superseded', why: `superseded by ${next.id} of a test` })
})

test('an engine that is away is waited for, and told of', async () => {
  await using fleet = await testFleet()
  const { rollout, heard, hear } = await begun(fleet, A_DAY)
  const following = followRollout(fleet.hand, rollout, { hear })
  await until(() => expect(heard.length).toBeGreaterThan(0))
  fleet.engine.stop()
  await changeRollout(fleet.hand, 'halt').catch(() => {})
  await until(() => expect(heard.at(-1)?.unreachable).toContain('The engine is stopped'))
  fleet.engine.start()
  await until(() => expect(heard.at(-1)?.unreachable).toBeUndefined())
  await changeRollout(fleet.hand, 'halt')
  expect(await following).toMatchObject({ state: 'halted' })
})

test('a pin of the fleet is told, since nobody tries anything then', async () => {
  await using fleet = await testFleet()
  const { rollout, from, heard, hear } = await begun(fleet, A_DAY)
  await pinFleet(fleet.hand, from)
  const ending = new AbortController()
  const following = followRollout(fleet.hand, rollout, { hear, signal: ending.signal })
  await until(() => expect(heard.at(-1)).toMatchObject({ pinned: 1 }))
  ending.abort()
  await expect(following).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED' })
  expect(await fleet.rollout()).toMatchObject({ state: 'staged' })
})

test('an engine that refuses for good is no reason to wait', async () => {
  await using fleet = await testFleet()
  const { rollout } = await begun(fleet, A_DAY)
  await fleet.hand.control.close()
  await expect(followRollout(fleet.hand, rollout)).rejects.toMatchObject({ code: 'ERR_TERM_STOPPED' })
})
