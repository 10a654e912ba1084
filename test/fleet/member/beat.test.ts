/** What the beat of an instance asks of its engine, on a clock that the test moves. @module */

import { expect, test, vi } from 'vitest'
import type { Control } from '../../../src/fleet/control.ts'
import { type SimulatedFleet, simulatedFleet } from '../../support/simulated-fleets.ts'

const PACE = { pollInterval: '1h', reportInterval: '10s', refreshInterval: '30s' } as const
const CALLS = ['get', 'swap', 'put', 'post', 'list'] as const

/** Counts the calls that it makes from now on. */
function counted(control: Control) {
  const spies = CALLS.map((name) => vi.spyOn(control, name))
  return () => Object.fromEntries(spies.map((spy, at) => [CALLS[at], spy.mock.calls.length]))
}

const joined = async (fleet: SimulatedFleet, count: number) => {
  const all = []
  for (let at = 0; at < count; at++) all.push(await fleet.beyond(fleet.join()))
  return all
}

test('who is no steward writes its report, and looks at the seats every sixth time', async () => {
  await using fleet = await simulatedFleet({ pace: PACE })
  await fleet.publish(1, { v: 1 }, true)
  const all = await joined(fleet, 4)
  await fleet.walk(60_000, 1_000)
  const last = all.at(-1)
  expect(all.map(({ member }) => member.status().steward)).toEqual([true, true, true, false])
  const calls = counted(last?.control as Control)
  await fleet.walk(600_000, 1_000)
  const { get, swap, put, post, list } = calls()
  // 60 beats, a fifth more or less; that nothing new came at the refreshes is no news.
  expect((put ?? 0) + (post ?? 0)).toBeGreaterThanOrEqual(50)
  expect((put ?? 0) + (post ?? 0)).toBeLessThanOrEqual(75)
  expect(put).toBeLessThanOrEqual(13)
  expect(get).toBe(put)
  expect([swap, list]).toEqual([0, 0])
})

test('when a steward leaves, its seat is taken within a report or so', async () => {
  await using fleet = await simulatedFleet({ pace: PACE })
  await fleet.publish(1, { v: 1 }, true)
  const all = await joined(fleet, 4)
  // Long after the look with which everybody begins, and before the next one.
  await fleet.walk(21_000, 1_000)
  await fleet.beyond(all[0]?.stop() as Promise<void>)
  await fleet.walk(10_100)
  expect(all.at(-1)?.member.status().steward).toBe(true)
})

test('when a steward dies, its seat falls free with its report, and is taken within a minute or so after', async () => {
  await using fleet = await simulatedFleet({ pace: PACE })
  await fleet.publish(1, { v: 1 }, true)
  const all = await joined(fleet, 4)
  await fleet.walk(21_000, 1_000)
  // Its own connection is gone, and nobody says so.
  for (const name of [...CALLS, 'hint'] as const)
    vi.spyOn(all[0]?.control as Control, name).mockRejectedValue(new Error('gone'))
  await fleet.walk(35_000 + 80_000, 1_000)
  expect(all.at(-1)?.member.status().steward).toBe(true)
})
