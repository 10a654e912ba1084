/** Engines fail, people interfere, processes die: what an instance holds through it. @module */

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readAudit, replay } from '../../../src/fleet/audit.ts'
import { changeRollout, pinFleet } from '../../../src/fleet/by-hand.ts'
import { reportsOf } from '../../../src/fleet/reports.ts'
import { type Instance, SERVICE, testFleet, until } from '../../support/fleets.ts'

const live = (all: readonly Instance[]): number[] => all.map(({ prices }) => prices.get().v)
const several = <T>(count: number, make: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, make))

test('while the engine is down everybody holds what they hold, stable news comes, and all goes on after that', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const all = await several(4, () => fleet.join())
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [25, 100], bake: 3_600_000 })
  await until(() => expect(live(all).toSorted()).toEqual([1, 1, 1, 2]))

  fleet.engine.stop()
  await until(() => {
    for (const { events } of all) expect(events.map(({ type }) => type)).toContain('fleet.unreachable')
  })
  expect(live(all).toSorted()).toEqual([1, 1, 1, 2])
  await fleet.publish(3, { v: 3 }, true)
  await Promise.all(all.filter(({ prices }) => prices.get().v === 1).map(({ prices }) => prices.refresh()))
  expect(live(all).toSorted()).toEqual([2, 3, 3, 3])

  fleet.engine.start()
  await until(() => {
    for (const { events } of all) expect(events.map(({ type }) => type)).toContain('fleet.reachable')
  })
  for (const { events } of all)
    expect(events.filter(({ type }) => type === 'fleet.unreachable')).toHaveLength(1)
})

test('an instance that begins without the engine has what is stable', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [100] })
  fleet.engine.stop()
  const one = await fleet.join()
  expect(one.prices.get()).toEqual({ v: 1 })
  fleet.engine.start()
  await until(() => expect(one.prices.get()).toEqual({ v: 2 }))
})

test('a halt by hand brings back who had it, and the store is not asked', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const all = await several(3, () => fleet.join())
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [50, 100], bake: 3_600_000 })
  await until(() => expect(live(all).toSorted()).toEqual([1, 2, 2]))
  // Nobody could get it from there.
  await rm(join(fleet.folder, 'prices', 'objects'), { recursive: true })
  await changeRollout({ ...fleet.hand, why: 'a hunch' }, 'halt')
  await until(() => expect(live(all)).toEqual([1, 1, 1]))
  expect(all.flatMap(({ events }) => events.filter(({ type }) => type === 'fleet.went-back'))).toHaveLength(2)
  expect((await fleet.rollout())?.why).toContain('a hunch')
})

test('a pin of the fleet holds everywhere, and its end lets everybody follow again', async () => {
  await using fleet = await testFleet()
  const first = await fleet.publish(1, { v: 1 }, true)
  await fleet.publish(2, { v: 2 }, true)
  const all = await several(3, () => fleet.join())
  expect(live(all)).toEqual([2, 2, 2])
  await pinFleet(fleet.hand, first)
  await until(() => expect(live(all)).toEqual([1, 1, 1]))
  await pinFleet(fleet.hand, undefined)
  await until(async () => {
    for (const { prices } of all) await prices.refresh()
    expect(live(all)).toEqual([2, 2, 2])
  })
})

test('somebody’s own pin of one instance is not ended by the fleet', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const all = await several(2, () => fleet.join())
  await all[0]?.prices.pin()
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [100] })
  await until(async () => expect((await fleet.rollout())?.state).toBe('done'))
  expect(live(all)).toEqual([1, 2])
})

test('what a process was trying when it died is not tried again, and halts the rollout', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const to = await fleet.publish(2, { v: 2 })
  const { id: rollout } = await fleet.begin({ from, to, stages: [100] })
  const folder = join(fleet.folder, 'memory')
  const own = join(folder, 'shop.prices')
  await mkdir(own, { recursive: true })
  // This process has the number of the one that died, as in a container.
  const trial = { rollout, ...to, instance: 'it', host: hostname(), pid: process.pid }
  await writeFile(join(own, `trying-${process.pid}.json`), JSON.stringify(trial))

  const one = await fleet.join({ folder })
  await until(async () => expect((await fleet.rollout())?.state).toBe('halted'))
  expect((await fleet.rollout())?.why).toContain('it died over it')
  expect(one.seen).toEqual([1])
  const refused = (await readdir(own)).filter((name) => name.startsWith('refused-'))
  expect(await readFile(join(own, refused[0] ?? ''), 'utf8')).toContain(to.sha256)
})

test('the audit names who has changed what, and leads to the document', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  await several(3, () => fleet.join())
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to })
  await until(async () => expect((await fleet.rollout())?.state).toBe('done'))
  await until(async () => {
    const audit = readAudit(await fleet.hand.control.list('audit', SERVICE))
    expect(audit.map(({ action }) => action)).toEqual([
      'begin',
      'ready for 50 %',
      'stage 50 %',
      'ready for 100 %',
      'stage 100 %',
      'done',
    ])
    expect(JSON.parse(replay(audit, 'rollout')?.value ?? '')).toEqual(await fleet.rollout())
  })
})

test('a report has at most 1 kB, and says what is held', async () => {
  await using fleet = await testFleet()
  const { sha256 } = await fleet.publish(1, { v: 1 }, true)
  const one = await fleet.join({ zone: 'b' })
  const [report, ...others] = await reportsOf(fleet.hand.control, SERVICE)
  expect(others).toEqual([])
  expect(report).toMatchObject({ instance: one.member.instance, zone: 'b', pid: process.pid })
  expect(report?.terms.prices).toMatchObject({ seq: 1, sha8: sha256.slice(0, 8) })
  expect(JSON.stringify(one.member.status()).length).toBeLessThanOrEqual(1_024)
})
