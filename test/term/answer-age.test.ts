/** An answer that says how old it is: a value is as old as that, and none becomes older by it than it is. @module */

import { expect, it } from 'vitest'
import { remoteTerm } from '../../src/index.ts'
import { grow } from '../support/grown.ts'
import { type Script, scripted, text } from '../support/scripted-fetcher.ts'

const MINUTE = 60_000

const of =
  (age: number): Script =>
  async () => ({
    changed: true,
    version: 'v1',
    known: { version: 'v1' },
    age,
    open: async () => new TextEncoder().encode('v1'),
  })
const still =
  (age: number): Script =>
  async () => ({ changed: false, age })

/** A term of these answers, and how long ago its value was confirmed. */
async function aged(...script: Script[]) {
  const options = { name: 'prices', deserialize: text, refreshInterval: null, start: 'background' } as const
  const prices = remoteTerm({ ...options, fetcher: scripted(...script), maxStale: '5m' })
  const { time, tree } = await grow({ prices }, { observers: [] })
  await time.settle()
  const age = () => time.clock.now() - Number(prices.snapshot().confirmedAt)
  return { prices, time, age, health: () => tree.health().terms.prices }
}

it('a value is as old as whoever sent it says', async () => {
  const { age, health } = await aged(of(2 * MINUTE))
  expect(age()).toBe(2 * MINUTE)
  expect(health()).toMatchObject({ ageMs: 2 * MINUTE })
})

it('a confirmation of somebody who was told so himself counts from then', async () => {
  const { prices, time, age } = await aged(of(0), still(MINUTE))
  await time.advance(3 * MINUTE)
  await prices.refresh()
  expect(age()).toBe(MINUTE)
})

it('an answer that is older than the value makes it no older', async () => {
  const { prices, time, age, health } = await aged(of(0), still(10 * MINUTE))
  await time.advance(MINUTE)
  await prices.refresh()
  expect(age()).toBe(MINUTE)
  expect(health()).toMatchObject({ stale: false })
})

it('a value that comes older than `maxStale` is stale at once', async () => {
  const { prices } = await aged(of(6 * MINUTE))
  expect(prices.snapshot().stale).toBe(true)
})
