/** The engine in memory: what only it can do. @module */

import { describe, expect, test, vi } from 'vitest'
import { memoryEngine } from '../../../src/fleet/engines/memory.ts'
import { testControl } from '../../../src/testing.ts'

describe('the engine in memory', () => {
  let ahead = 0
  const engine = memoryEngine({ now: () => Date.now() + ahead })
  testControl(
    {
      connect: engine.connect,
      stop: engine.stop,
      start: engine.start,
      expire: () => {
        ahead += 35_000
      },
    },
    test,
  )
})

test('a report lasts 35 s by its clock, and a rollout document for ever', async () => {
  let time = 1_000_000
  const control = memoryEngine({ now: () => time }).connect()
  await control.put('status', 'shop.one', '{}')
  const document = await control.put('control', 'shop.prices.rollout', '{}')
  expect(document.at).toBe(time)
  time += 34_999
  expect(await control.get('status', 'shop.one')).toBeDefined()
  time += 1
  expect(await control.get('status', 'shop.one')).toBeUndefined()
  expect(await control.list('status', '')).toEqual([])
  expect(await control.get('control', 'shop.prices.rollout')).toEqual(document)
})

test('of two swaps of the same revision one is too late', async () => {
  const engine = memoryEngine()
  const [one, other] = [engine.connect(), engine.connect()]
  const first = await one.swap('control', 'shop.prices.rollout', '1', undefined)
  expect(await other.swap('control', 'shop.prices.rollout', '2', undefined)).toBeUndefined()
  expect(await other.swap('control', 'shop.prices.rollout', '2', first?.revision)).toMatchObject({
    value: '2',
  })
})

test('while it is stopped every call fails, and its return is a hint', async () => {
  const engine = memoryEngine()
  const control = engine.connect()
  const heard = vi.fn()
  control.listen('shop.prices', heard)
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1))
  engine.stop()
  await expect(control.get('status', 'shop.one')).rejects.toMatchObject({ code: 'ERR_TERM_NETWORK' })
  engine.start()
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2))
})

test('while it is mute a write is a write, and nobody hears of it', async () => {
  const engine = memoryEngine()
  const control = engine.connect()
  const heard = vi.fn()
  control.listen('shop.prices', heard)
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1))
  engine.mute(true)
  await control.put('control', 'shop.prices.pin', '{}')
  engine.mute(false)
  await control.hint('shop.prices')
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2))
  expect(heard).toHaveBeenLastCalledWith(undefined)
  await control.put('control', 'shop.prices.pin', '{}')
  await vi.waitFor(() => expect(heard).toHaveBeenLastCalledWith('shop.prices.pin'))
})
