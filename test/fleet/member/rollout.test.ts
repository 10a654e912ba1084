/** A fleet rolls a publication out by stages, halts by itself, and goes back. @module */

import { expect, test } from 'vitest'
import { type Instance, testFleet, until } from '../../support/fleets.ts'

const live = (all: readonly Instance[]): number[] => all.map(({ prices }) => prices.get().v)

test('a good publication reaches all, stage by stage, and nobody before its stage', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const all = await Promise.all(Array.from({ length: 6 }, () => fleet.join()))
  expect(live(all)).toEqual(all.map(() => 1))
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to })
  await until(async () => expect((await fleet.rollout())?.state).toBe('done'))
  await until(() => expect(live(all)).toEqual(all.map(() => 2)))
  expect(all.flatMap(({ seen }) => seen).filter((v) => v === 2)).toHaveLength(6)
})

test('what the gate refuses is tried by one, is live nowhere, and halts', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const all = await Promise.all(Array.from({ length: 4 }, () => fleet.join()))
  const to = await fleet.publish(2, { v: 2, bad: true })
  await fleet.begin({ from, to })
  await until(async () => expect((await fleet.rollout())?.state).toBe('halted'))
  expect(live(all)).toEqual([1, 1, 1, 1])
  expect(all.filter(({ events }) => events.some(({ type }) => type === 'fleet.refused'))).toHaveLength(1)
  expect((await fleet.rollout())?.why).toContain('ERR_TERM_REFUSED')
  expect(all.flatMap(({ seen }) => seen)).not.toContain(2)
})

test('what health speaks against goes back by itself, without asking the store', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const health = ({ seq }: { seq: number }) => (seq === 2 ? 'too many errors' : true)
  const all = await Promise.all(Array.from({ length: 4 }, () => fleet.join({ health })))
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to })
  await until(async () => expect((await fleet.rollout())?.state).toBe('halted'))
  await until(() => expect(live(all)).toEqual([1, 1, 1, 1]))
  expect((await fleet.rollout())?.why).toContain('too many errors')
  expect(all.flatMap(({ seen }) => seen).filter((v) => v === 2)).toHaveLength(1)
})
