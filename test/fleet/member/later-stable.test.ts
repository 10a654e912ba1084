/** Somebody publishes without the fleet: all take it, whatever the fleet's document says, and nobody goes back from it. @module */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeRollout, pinFleet } from '../../../src/fleet/by-hand.ts'
import { type EngineServer, hasServer, titleOf } from '../../support/engine-server.ts'
import { ENGINES } from '../../support/engines.ts'
import { type Instance, testFleet, until } from '../../support/fleets.ts'

const HOUR = 3_600_000
const PACE = { refreshInterval: '30ms' } as const

const live = (all: readonly Instance[]): number[] => all.map(({ prices }) => prices.get().v).toSorted()

/** Waits until each has asked the store so many times. */
async function polled(all: readonly Instance[], times = 6): Promise<void> {
  for (let time = 0; time < times; time++) {
    const before = all.map(({ prices }) => prices.snapshot().confirmedAt)
    await until(() => {
      for (const [at, { prices }] of all.entries()) expect(prices.snapshot().confirmedAt).not.toBe(before[at])
    })
  }
}

const isGrowing = ({ seen }: Instance): boolean => seen.every((v, at) => v > (seen[at - 1] ?? 0))

describe.each(ENGINES)('a fleet on $title', ({ title, program, server: make, connect }) => {
  describe.runIf(hasServer(program))(titleOf(title, program), () => {
    let server: EngineServer
    let services = 0
    beforeAll(async () => {
      server = await make()
      await server.start()
    })
    afterAll(() => server.remove())

    async function fleetOf(count: number) {
      const fleet = await testFleet({
        control: () => connect(server.port),
        service: `shop${services++}`,
        pace: PACE,
      })
      await fleet.hand.control.prepare()
      const from = await fleet.publish(1, { v: 1 }, true)
      const all = await Promise.all(Array.from({ length: count }, () => fleet.join()))
      return { fleet, from, all }
    }

    test('it flipped between two versions for ever, where somebody had published past a rollout that was done', async () => {
      const { fleet, from, all } = await fleetOf(2)
      await using _ = fleet
      const to = await fleet.publish(2, { v: 2 })
      await fleet.begin({ from, to, stages: [100] })
      await until(async () => expect((await fleet.rollout())?.state).toBe('done'))
      await until(() => expect(live(all)).toEqual([2, 2]))
      await fleet.publish(3, { v: 3 }, true)
      await until(() => expect(live(all)).toEqual([3, 3]))
      await polled(all)
      expect(all.map(({ seen }) => seen)).toEqual([
        [1, 2, 3],
        [1, 2, 3],
      ])
    })

    test('it went back from what was stable, where an earlier rollout went on, paused, was promoted or halted', async () => {
      const { fleet, from, all } = await fleetOf(3)
      await using _ = fleet
      const to = await fleet.publish(2, { v: 2 })
      await fleet.begin({ from, to, stages: [33, 100], bake: HOUR })
      await until(() => expect(live(all)).toEqual([1, 1, 2]))
      await fleet.publish(3, { v: 3 }, true)
      await until(() => expect(live(all)).toEqual([3, 3, 3]))
      for (const action of ['pause', 'resume', 'promote'] as const) {
        await changeRollout(fleet.hand, action)
        await polled(all)
      }
      const late = await fleet.join()
      await polled([late])
      expect(live([...all, late])).toEqual([3, 3, 3, 3])
      expect([...all, late].every(isGrowing)).toBe(true)
    })

    test('it went behind what somebody had made stable amid a rollout, when that was halted', async () => {
      const { fleet, from, all } = await fleetOf(3)
      await using _ = fleet
      const to = await fleet.publish(3, { v: 3 })
      await fleet.begin({ from, to, stages: [33, 100], bake: HOUR })
      await until(() => expect(live(all)).toEqual([1, 1, 3]))
      await fleet.publish(2, { v: 2 }, true)
      await until(() => expect(live(all)).toEqual([2, 2, 3]))
      await polled(all)
      expect(all.every(isGrowing)).toBe(true)
      await changeRollout(fleet.hand, 'halt')
      await until(() => expect(live(all)).toEqual([2, 2, 2]))
      await polled(all)
      expect(live(all)).toEqual([2, 2, 2])
    })

    test('a pin holds a rollout, and nobody is said to be silent; going forward is no going back', async () => {
      const { fleet, from, all } = await fleetOf(2)
      await using _ = fleet
      await pinFleet(fleet.hand, from)
      const to = await fleet.publish(2, { v: 2 })
      await fleet.begin({ from, to, stages: [100], bake: 1 })
      await polled(all)
      expect(await fleet.rollout()).toMatchObject({ state: 'staged' })
      await pinFleet(fleet.hand, undefined)
      await until(() => expect(live(all)).toEqual([2, 2]))
      expect(all.flatMap(({ events }) => events.map(({ type }) => type))).not.toContain('fleet.went-back')
    })
  })
})
