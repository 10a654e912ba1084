/** A term that holds a value without a supervisor. @module */

import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import type { RemoteTerm } from '../../src/index.ts'
import { type TermDouble, termOf } from '../../src/testing/term-of.ts'
import { grow } from '../support/grown.ts'

describe('termOf', () => {
  it('reads like any other term', async () => {
    const prices = termOf({ EUR: 1 }, { name: 'prices' })
    expectTypeOf(prices).toExtend<RemoteTerm<{ EUR: number }>>()
    expect(prices.name).toBe('prices')
    expect(prices.get()).toEqual({ EUR: 1 })
    expect(prices.peek()).toBe(prices.get())
    expect(await prices.ready()).toBe(prices.get())
    expect(prices.snapshot()).toMatchObject({ version: 'v1', stale: false, origin: 'remote' })
    expect(prices.status()).toMatchObject({ state: 'idle', version: 'v1', failures: 0 })
    expect(await prices.refresh()).toBe('unchanged')
  })

  it('tells the subscribers of another value', async () => {
    const prices = termOf(1)
    const listener = vi.fn()
    prices.subscribe(listener)
    const changes = prices.changes()
    prices.set(2)
    expect(prices.get()).toBe(2)
    expect(listener.mock.calls).toMatchObject([[{ value: 2, version: 'v2' }]])
    expect((await changes.next()).value).toMatchObject({ value: 2 })
    await changes.return?.()
  })

  it('stands under a supervisor, too', async () => {
    const prices: TermDouble<number> = termOf(1)
    const { tree } = await grow({ prices })
    expect(tree.health().ready).toBe(true)
    prices.set(3)
    expect(prices.get()).toBe(3)
    expect(await prices.refresh()).toBe('unchanged')
  })

  it('has a name like any other term', () => {
    expect(() => termOf(1, { name: 'two words' })).toThrow(TypeError)
  })
})
