/** A process that starts anew, while the engine is away: what `folder` remembers of the one before. @module */

import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { changeRollout } from '../../../src/fleet/by-hand.ts'
import { type Instance, type TestFleet, testFleet, until } from '../../support/fleets.ts'

const memoryIn = (fleet: TestFleet) => ({ folder: join(fleet.folder, 'memory'), instance: 'host-1/shop' })
const folderOf = (fleet: TestFleet): string => join(fleet.folder, 'memory', 'shop.prices')

/** The facts of a kind, the earliest first. */
async function factsIn(fleet: TestFleet, kind: 'floor' | 'order') {
  const names = (await readdir(folderOf(fleet))).filter((name) => name.startsWith(`${kind}-`)).sort()
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folderOf(fleet), name), 'utf8'))),
  )
}
const pointerOf = (fleet: TestFleet): string => join(fleet.folder, 'prices', 'stable.json')

/** A fleet with one instance, which holds publication 2 by a rollout that is not over. */
async function withCanary(fleet: TestFleet): Promise<Instance> {
  const from = await fleet.publish(1, { v: 1 }, true)
  const one = await fleet.join(memoryIn(fleet))
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [50, 100], bake: 3_600_000 })
  await until(() => expect(one.prices.get()).toEqual({ v: 2 }))
  await until(async () => expect(await factsIn(fleet, 'order')).toMatchObject([{ ref: to, orLater: true }]))
  return one
}

test('a canary that starts without the engine holds what it held, and its refreshes succeed', async () => {
  await using fleet = await testFleet()
  const before = await withCanary(fleet)
  await before.stop()
  fleet.engine.stop()
  const one = await fleet.join(memoryIn(fleet))
  await until(() => expect(one.prices.get()).toEqual({ v: 2 }))
  await one.prices.refresh()
  expect(one.prices.get()).toEqual({ v: 2 })
  expect(one.prices.status().lastError).toBeUndefined()
})

test('another instance of that host does not become a canary by it', async () => {
  await using fleet = await testFleet()
  const before = await withCanary(fleet)
  await before.stop()
  fleet.engine.stop()
  const one = await fleet.join({ ...memoryIn(fleet), instance: 'host-1/other' })
  await one.prices.refresh()
  expect(one.prices.get()).toEqual({ v: 1 })
})

test('what was halted is not begun with, though the engine is away', async () => {
  await using fleet = await testFleet()
  const before = await withCanary(fleet)
  await changeRollout(fleet.hand, 'halt')
  await until(() => expect(before.prices.get()).toEqual({ v: 1 }))
  await until(async () =>
    expect(await factsIn(fleet, 'order')).toMatchObject([{ ref: { seq: 1 }, orLater: true }]),
  )
  await before.stop()
  fleet.engine.stop()
  const one = await fleet.join(memoryIn(fleet))
  await one.prices.refresh()
  expect(one.seen).toEqual([1])
})

test('what it has refused is not begun with, whatever is remembered beside it', async () => {
  await using fleet = await testFleet()
  const before = await withCanary(fleet)
  await before.member.report('prices', 'odd prices')
  await until(() => expect(before.prices.get()).toEqual({ v: 1 }))
  await before.stop()
  // As if the process had died before it wrote that it went back.
  const rollout = (await fleet.rollout())?.id
  const order = { instance: 'host-1/shop', ref: (await fleet.rollout())?.to, orLater: true, rollout }
  await writeFile(join(folderOf(fleet), 'order-999-ab.json'), JSON.stringify(order))
  fleet.engine.stop()
  const one = await fleet.join(memoryIn(fleet))
  await one.prices.refresh()
  expect(one.seen).toEqual([1])
})

test('a store that goes back behind what was stable is refused by the next process as well', async () => {
  await using fleet = await testFleet()
  await fleet.publish(1, { v: 1 }, true)
  const early = await readFile(pointerOf(fleet))
  await fleet.publish(2, { v: 2 }, true)
  const before = await fleet.join(memoryIn(fleet))
  await until(async () => expect(await factsIn(fleet, 'floor')).toEqual([{ seq: 2, minSeq: 1 }]))
  await before.stop()
  await writeFile(pointerOf(fleet), early)
  const one = await fleet.join(memoryIn(fleet))
  await expect(one.prices.refresh()).rejects.toMatchObject({ code: 'ERR_TERM_OUTDATED' })
  await fleet.publish(3, { v: 3 }, true)
  // An attempt that had begun before is joined first.
  await until(async () => {
    await one.prices.refresh()
    expect(one.prices.get()).toEqual({ v: 3 })
  })
})

test('what can’t be read of a folder is as none', async () => {
  await using fleet = await testFleet()
  await fleet.publish(2, { v: 2 }, true)
  const before = await fleet.join(memoryIn(fleet))
  await until(async () => expect(await factsIn(fleet, 'floor')).toMatchObject([{ seq: 2 }]))
  await before.stop()
  for (const text of ['', '{', 'null', '{"seq":"9","minSeq":1}', '{"seq":9}', '{"instance":"host-1/shop"}']) {
    for (const kind of ['floor', 'order', 'refused'])
      await writeFile(join(folderOf(fleet), `${kind}-999-ab.json`), text)
    const one = await fleet.join(memoryIn(fleet))
    await one.prices.refresh()
    expect(one.prices.get()).toEqual({ v: 2 })
    await one.stop()
  }
})

test('what was being written when a process was killed stayed for ever, and goes once it is a day old', async () => {
  await using fleet = await testFleet()
  await fleet.publish(1, { v: 1 }, true)
  const folder = folderOf(fleet)
  await mkdir(folder, { recursive: true })
  const nameOf = (id: string): string => `floor-1-ab.json.${id}.unfinished`
  for (const [id, daysAgo] of [
    ['old', 2],
    ['young', 0],
  ] as const) {
    const at = Date.now() / 1000 - daysAgo * 86_400
    await writeFile(join(folder, nameOf(id)), '{"seq":9')
    await utimes(join(folder, nameOf(id)), at, at)
  }
  const one = await fleet.join(memoryIn(fleet))
  await until(async () => expect(await readdir(folder)).not.toContain(nameOf('old')))
  expect(await readdir(folder)).toContain(nameOf('young'))
  expect(one.prices.get()).toEqual({ v: 1 })
})
