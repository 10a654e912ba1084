/** Observers of a tree hear what happens in its fleet. @module */

import { expect, test } from 'vitest'
import { testFleet, until } from '../../support/fleets.ts'

test('observers of the tree hear hints, votes, refusals, halts, decisions, and whether the engine is there', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const one = await fleet.join()
  const heard = () => one.told.map(({ type }) => type).filter((type) => type.startsWith('fleet.'))
  const to = await fleet.publish(2, { v: 2, bad: true })
  const { id } = await fleet.begin({ from, to, stages: [100] })
  await until(() => expect(heard()).toContain('fleet.halted'))
  fleet.engine.stop()
  await until(() => expect(heard()).toContain('fleet.unreachable'))
  fleet.engine.start()
  await until(() => expect(heard()).toContain('fleet.reachable'))
  expect(new Set(heard())).toEqual(
    new Set([
      'fleet.hinted',
      'fleet.voted',
      'fleet.refused',
      'fleet.decided',
      'fleet.halted',
      'fleet.unreachable',
      'fleet.reachable',
    ]),
  )
  expect(one.told).toContainEqual(
    expect.objectContaining({ type: 'fleet.voted', vote: 'fail', stage: 'gate' }),
  )
  expect(one.told.filter(({ type }) => type === 'fleet.halted')).toMatchObject([{ rollout: id, seq: 2 }])
})

test('they hear what goes live, and that it went back', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const one = await fleet.join({ health: ({ seq }) => seq === 1 || 'too many errors' })
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [100] })
  await until(() => {
    expect(one.told).toContainEqual(expect.objectContaining({ type: 'fleet.activated', seq: 2 }))
    expect(one.told).toContainEqual(expect.objectContaining({ type: 'fleet.refused', stage: 'health' }))
    expect(one.told).toContainEqual(expect.objectContaining({ type: 'fleet.went-back', seq: 1 }))
  })
})
