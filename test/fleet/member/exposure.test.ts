/** The engine of a fleet is down for ten minutes, on a clock that the test moves: nobody who reads notices. @module */

import { expect, test } from 'vitest'
import { type Instance, until } from '../../support/fleets.ts'
import { simulatedFleet } from '../../support/simulated-fleets.ts'

const PACE = { pollInterval: '30s', reportInterval: '10s', refreshInterval: '30s' } as const
const OUTAGE_MS = 600_000
/** Twenty intervals of 30 s, to which chance adds something. */
const LEAST_REFRESHES = 15

test('in ten minutes without the engine no read fails, stable news comes as ever, nobody else tries, and then it goes on', async () => {
  await using fleet = await simulatedFleet({ pace: PACE })
  const from = await fleet.publish(1, { v: 1 }, true)
  const all: Instance[] = []
  for (let at = 0; at < 4; at++) all.push(await fleet.beyond(fleet.join()))
  const live = () => all.map(({ prices }) => prices.get().v).toSorted()
  const to = await fleet.publish(2, { v: 2 })
  await fleet.beyond(fleet.begin({ from, to, stages: [25, 50, 100], bake: '20s' }))
  await fleet.walk(5_000)
  await until(() => expect(live()).toEqual([1, 1, 1, 2]))

  fleet.engine.stop()
  const confirmed = all.map(() => new Set<number>())
  for (let walked = 0; walked < OUTAGE_MS; walked += 10_000) {
    await fleet.walk(10_000, 1_000)
    // Reads go on, and who is in stays in.
    expect(live()).toEqual([1, 1, 1, 2])
    for (const [at, { prices }] of all.entries()) {
      expect(prices.status().failures).toBe(0)
      confirmed[at]?.add(Number(prices.snapshot().confirmedAt))
    }
  }
  for (const times of confirmed) expect(times.size).toBeGreaterThanOrEqual(LEAST_REFRESHES)
  for (const { events } of all)
    expect(events.filter(({ type }) => type === 'fleet.unreachable')).toHaveLength(1)

  fleet.engine.start()
  await fleet.walk(5_000)
  const { stage = 0, ahead } = (await fleet.rollout()) ?? {}
  expect(stage === 1 || ahead !== undefined).toBe(true)
  // Those of the stage get ready; that takes files and signatures as long as the system does.
  for (let ms = 0; ms < 15_000 && (await fleet.rollout())?.stage === 0; ms += 500) await fleet.walk(500)
  expect((await fleet.rollout())?.stage).toBe(1)
  await until(() => expect(live()).toEqual([1, 1, 2, 2]))
  await fleet.walk(60_000, 500)
  await until(async () => expect((await fleet.rollout())?.state).toBe('done'))
  await until(() => expect(live()).toEqual([2, 2, 2, 2]))
})

test('what becomes stable meanwhile reaches all who are in no rollout, by their next refreshes', async () => {
  await using fleet = await simulatedFleet({ pace: PACE })
  await fleet.publish(1, { v: 1 }, true)
  const all: Instance[] = []
  for (let at = 0; at < 3; at++) all.push(await fleet.beyond(fleet.join()))
  fleet.engine.stop()
  await fleet.walk(60_000, 1_000)
  await fleet.publish(2, { v: 2 }, true)
  await fleet.walk(60_000, 1_000)
  await until(() => expect(all.map(({ prices }) => prices.get().v)).toEqual([2, 2, 2]))
})
