/** A computation that fails: the last good value stays, and the same values are not computed of for ever. @module */

import { describe, expect, it, vi } from 'vitest'
import { derive } from '../../../src/index.ts'
import { never } from '../../support/deferred.ts'
import { family, parent } from '../../support/derived-family.ts'
import { grow } from '../../support/grown.ts'
import { hearing } from '../../support/hearing.ts'

describe('a computation that fails', () => {
  const failing: Record<string, () => unknown> = {
    throws: () => {
      throw new RangeError('no rate for XYZ')
    },
    rejects: async () => {
      throw new RangeError('no rate for XYZ')
    },
  }

  it.each(Object.entries(failing))('keeps the last good value: it %s', async (_, fail) => {
    const { all, table, prices, rates, computed } = family()
    const heard = hearing()
    const { time } = await grow(all, { observers: [heard] })
    computed.mockImplementation(fail)
    await prices.publish('p2')
    await time.advance(0)
    expect(table.get()).toBe('p1 r1')
    expect(table.status()).toMatchObject({ state: 'backoff', failures: 1 })
    expect(table.status().lastError).toMatchObject({ code: 'ERR_TERM_DERIVE' })
    expect(table.status().lastError?.message).toContain('no rate for XYZ')
    expect(heard.of('refresh.failed').at(-1)).toMatchObject({ term: 'table', stage: 'decode' })
    // What a parent publishes is another chance, at once.
    computed.mockImplementation((one, other) => `${one} ${other}`)
    await rates.publish('r2')
    await time.advance(0)
    expect(table.get()).toBe('p2 r2')
    expect(table.status()).toMatchObject({ failures: 0, state: 'idle' })
  })

  it('is repeated ever more rarely, and no more than once in half an hour in the end', async () => {
    const { all, prices, computed } = family()
    const { time } = await grow(all, { random: () => 0.99 })
    computed.mockImplementation(() => {
      throw new Error('as always')
    })
    await prices.publish('p2')
    computed.mockClear()
    for (let minute = 0; minute < 10 * 60; minute++) await time.advance(60_000)
    expect(computed.mock.calls.length).toBeGreaterThan(10)
    expect(computed.mock.calls.length).toBeLessThan(24)
  })

  it('is over at the deadline when it hangs', async () => {
    const prices = parent('prices', 'p1')
    const compute = vi.fn((prices: string): unknown => prices)
    const table = derive({ prices: prices.term }, compute, { limits: { deadline: '5s' } })
    const { time } = await grow({ prices: prices.term, table })
    compute.mockImplementation(never)
    await prices.publish('p2')
    await time.advance(0)
    await time.advance(5_000)
    expect(table.get()).toBe('p1')
    expect(table.status().lastError?.message).toContain('the function of `derive` has not ended')
  })

  it('tells nothing of the values', async () => {
    const secret = 'the payload of a parent'
    const prices = parent('prices', secret)
    const table = derive(
      { prices: prices.term },
      (prices) => {
        throw new Error(`can't read ${prices}`)
      },
      { start: 'background' },
    )
    const { time } = await grow({ prices: prices.term, table })
    await time.advance(0)
    expect(table.status().lastError?.message).toContain("can't read")
    expect(table.status().lastError?.message).not.toContain(secret)
  })

  it('and a value that `validate` refuses is none', async () => {
    const prices = parent('prices', 'p1')
    const table = derive({ prices: prices.term }, (prices) => prices, { validate: (next) => next !== 'p2' })
    const { time } = await grow({ prices: prices.term, table })
    await prices.publish('p2')
    await time.advance(0)
    expect(table.get()).toBe('p1')
    expect(table.status().lastError).toMatchObject({ code: 'ERR_TERM_REFUSED' })
    await prices.publish('p3')
    await time.advance(0)
    expect(table.get()).toBe('p3')
  })
})
