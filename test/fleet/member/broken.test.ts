/** What speaks to a fleet out of turn: keys and reports that nobody could have made, health that never answers, an engine that was emptied. @module */

import { mkdir, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { json } from '../../../src/decode/json.ts'
import { changeRollout, pinFleet } from '../../../src/fleet/by-hand.ts'
import type { Control } from '../../../src/fleet/control.ts'
import { memoryEngine } from '../../../src/fleet/engines/memory.ts'
import { joinFleet } from '../../../src/fleet/member/index.ts'
import { fleetOverview } from '../../../src/fleet/overview.ts'
import { reportsOf } from '../../../src/fleet/reports.ts'
import { remoteTerm } from '../../../src/handles/remote-term.ts'
import { supervise } from '../../../src/handles/supervise.ts'
import { published } from '../../../src/published.ts'
import { type Instance, SERVICE, testFleet, until } from '../../support/fleets.ts'

const live = (all: readonly Instance[]): number[] => all.map(({ prices }) => prices.get().v)

test('a vote under a key that no name makes is counted by nobody, and the rollout goes on', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const all = await Promise.all([fleet.join(), fleet.join(), fleet.join()])
  const to = await fleet.publish(2, { v: 2 })
  const { id } = await fleet.begin({ from, to })
  for (const name of ['=ZZ', '=FF', 'host-1.=2', 'a=2F=2Fb'])
    await fleet.hand.control.put('votes', `${SERVICE}.prices.${id}.${name}`, '{"vote":"fail"}')
  await until(async () => expect((await fleet.rollout())?.state).toBe('done'))
  expect((await fleetOverview(fleet.hand.control, SERVICE)).terms).toHaveLength(1)
  await until(() => expect(live(all)).toEqual([2, 2, 2]))
})

test.for([
  ['a term that is nothing', { prices: null }],
  ['a term that is a number', { prices: 5 }],
  ['terms without a name', { '': { state: 'ready' } }],
  ['a term with a name that no key can have', { ['x'.repeat(2_000)]: { state: 'ready' } }],
  ['a number that is text', { prices: { seq: '../../x', sha8: 7, state: 'ready' } }],
] as const)('a report with %s harms neither the view nor a rollout', async ([, terms]) => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const all = [await fleet.join()]
  const report = {
    schema: 1,
    instance: 'x',
    host: 'x',
    pid: 1,
    everterm: '',
    node: '',
    steward: false,
    terms,
  }
  for (const key of ['odd', '=ZZ', 'a=2F=2Fb'])
    await fleet.hand.control.put('status', `${SERVICE}.${key}`, JSON.stringify(report))
  const { terms: seen } = await fleetOverview(fleet.hand.control, SERVICE)
  expect(seen.map(({ term }) => term)).toEqual(['prices'])
  for (const { seq } of seen.flatMap(({ held }) => held)) expect(seq ?? 0).toBeTypeOf('number')
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to })
  if (!('prices' in terms) || typeof terms.prices !== 'object' || terms.prices === null) {
    await until(async () => expect((await fleet.rollout())?.state).toBe('done'))
    await until(() => expect(live(all)).toEqual([2]))
  }
})

test('health that never answers is none, and doesn’t keep an instance from going back', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const health = vi.fn(({ seq }: { seq: number }) => (seq === 2 ? new Promise<boolean>(() => {}) : true))
  const all = [await fleet.join({ health }), await fleet.join({ health })]
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [100], bake: 3_600_000 })
  await until(() => expect(live(all)).toEqual([2, 2]))
  await until(() => expect(health).toHaveBeenCalled())
  await changeRollout(fleet.hand, 'halt')
  await until(() => expect(live(all)).toEqual([1, 1]))
})

test.for([0, 'x', { ok: false }, ''])('health that answers %o says that it isn’t well', async (answer) => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const one = await fleet.join({ health: (() => answer) as never })
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to })
  await until(async () => expect((await fleet.rollout())?.state).toBe('halted'))
  await until(() => expect(live([one])).toEqual([1]))
  expect((await fleet.rollout())?.why).toMatch(/: .*health|: x/)
})

test('who leaves with what was only tried goes by what is stable', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const one = await fleet.join()
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [100], bake: 3_600_000 })
  await until(() => expect(live([one])).toEqual([2]))
  await one.member.leave()
  await one.prices.refresh()
  expect(live([one])).toEqual([1])
  await fleet.publish(3, { v: 3 }, true)
  await one.prices.refresh()
  expect(live([one])).toEqual([3])
})

test('who ends with its tree has said goodbye when the tree has stopped', async () => {
  await using fleet = await testFleet()
  await fleet.publish(1, { v: 1 }, true)
  const one = await fleet.join()
  const goodbyes = async () => (await reportsOf(fleet.hand.control, SERVICE)).map(({ left = false }) => left)
  await until(async () => expect(await goodbyes()).toEqual([false]))
  await one.tree.stop()
  expect(await goodbyes()).toEqual([true])
})

test('what somebody else has written into its memory keeps nobody out of a rollout', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const folder = join(fleet.folder, 'memory')
  const own = join(folder, `${SERVICE}.prices`)
  await mkdir(own, { recursive: true })
  await writeFile(join(own, 'refused-1-ab.json'), '{"rollout":1}')
  await writeFile(join(own, 'trying-1.json'), JSON.stringify({ host: hostname() }))
  await writeFile(join(own, 'floor-1-ab.json'), '{"seq":"x"}')
  await writeFile(join(own, 'order-1-ab.json'), 'null')
  const one = await fleet.join({ folder })
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to })
  await until(() => expect(live([one])).toEqual([2]))
  expect(one.events.map(({ type }) => type)).not.toContain('fleet.unreachable')
})

test('seats that were taken by a clock of the future are free', async () => {
  await using fleet = await testFleet()
  await fleet.publish(1, { v: 1 }, true)
  const at = Date.now() + 86_400_000
  const seats = ['a', 'b', 'c'].map((instance) => ({ instance, at }))
  await fleet.hand.control.put('control', `${SERVICE}.stewards`, JSON.stringify({ schema: 1, seats }))
  const one = await fleet.join()
  await until(() => expect(one.member.status().steward).toBe(true))
})

test('a term that is called otherwise than its publication follows the rollouts of that', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const eu = remoteTerm<{ v: number }>({
    name: 'eu',
    fetcher: published(pathToFileURL(fleet.folder), { term: 'prices' }),
    deserialize: json<{ v: number }>,
    refreshInterval: '1h',
  })
  await using tree = await supervise({ eu }, { observers: [] })
  const control = fleet.engine.connect()
  await using member = await joinFleet(tree, {
    control,
    service: 'shop',
    pollInterval: '100ms',
    reportInterval: '200ms',
    hear: () => {},
  })
  expect(Object.keys(member.status().terms)).toEqual(['prices'])
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to })
  await until(() => expect(eu.get()).toEqual({ v: 2 }))
})

/** An engine that can be emptied under those who are connected. */
function emptied() {
  let engine = memoryEngine()
  const connect = (): Control => {
    let of = engine
    let control = engine.connect()
    const now = () => {
      if (of !== engine) [of, control] = [engine, engine.connect()]
      return control
    }
    return {
      name: 'memory',
      prepare: (...given) => now().prepare(...given),
      get: (...given) => now().get(...given),
      swap: (...given) => now().swap(...given),
      put: (...given) => now().put(...given),
      post: (...given) => now().post(...given),
      list: (...given) => now().list(...given),
      hint: (...given) => now().hint(...given),
      listen: (...given) => now().listen(...given),
      close: () => now().close(),
    }
  }
  return {
    connect,
    empty() {
      engine = memoryEngine()
    },
  }
}

test('an engine that was emptied changes nothing of what is held, and lets nobody back to what was halted', async () => {
  const engine = emptied()
  await using fleet = await testFleet({ control: engine.connect })
  const from = await fleet.publish(1, { v: 1 }, true)
  const all = await Promise.all([fleet.join(), fleet.join(), fleet.join(), fleet.join()])
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [25, 100], bake: 3_600_000 })
  await until(() => expect(live(all).toSorted()).toEqual([1, 1, 1, 2]))
  engine.empty()
  const gets = all.map(({ control }) => vi.spyOn(control, 'get'))
  await until(() => {
    for (const get of gets) expect(get.mock.calls.length).toBeGreaterThan(4)
  })
  expect(await fleet.rollout()).toBeUndefined()
  await Promise.all(all.map(({ prices }) => prices.refresh()))
  expect(live(all).toSorted()).toEqual([1, 1, 1, 2])
  for (const { prices } of all) expect(prices.status().lastError).toBeUndefined()
})

test('an engine that was emptied ends no pin', async () => {
  const engine = emptied()
  await using fleet = await testFleet({ control: engine.connect })
  const first = await fleet.publish(1, { v: 1 }, true)
  await fleet.publish(2, { v: 2 }, true)
  const one = await fleet.join()
  await pinFleet(fleet.hand, first)
  await until(() => expect(live([one])).toEqual([1]))
  engine.empty()
  const get = vi.spyOn(one.control, 'get')
  await until(() => expect(get.mock.calls.length).toBeGreaterThan(4))
  await one.prices.refresh()
  expect(live([one])).toEqual([1])
})
