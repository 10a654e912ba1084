/** Derived terms: computed of what other terms hold, whenever one of them publishes. @module */

import { describe, expect, it } from 'vitest'
import { derive, remoteTerm, TermError } from '../../../src/index.ts'
import { deferred, never } from '../../support/deferred.ts'
import { family, parent } from '../../support/derived-family.ts'
import { grow, noJitter, outcome } from '../../support/grown.ts'
import { scripted, text } from '../../support/scripted-fetcher.ts'

describe('a derived term', () => {
  it('is computed of its parents, in the order in which they are named, wherever it stands itself', async () => {
    const { all, table, computed } = family()
    await grow(all)
    expect(table.get()).toBe('p1 r1')
    expect(computed).toHaveBeenCalledTimes(1)
    expect(table.status()).toMatchObject({ state: 'idle', failures: 0, nextProbeAt: undefined })
  })

  it('is computed anew when a parent publishes, and tells its listeners', async () => {
    const { all, table, prices } = family()
    const { time } = await grow(all)
    const heard: unknown[] = []
    table.subscribe(({ value }) => heard.push(value))
    await prices.publish('p2')
    await time.advance(0)
    expect(table.get()).toBe('p2 r1')
    expect(heard).toEqual(['p2 r1'])
  })

  it('is computed once of what two parents publish in the same moment', async () => {
    const { all, table, prices, rates, computed } = family()
    const { time } = await grow(all)
    await Promise.all([prices.publish('p2'), rates.publish('r2')])
    await time.advance(0)
    expect(table.get()).toBe('p2 r2')
    expect(computed.mock.calls).toEqual([
      ['p1', 'r1'],
      ['p2', 'r2'],
    ])
  })

  it('never polls, and is not computed anew for a confirmation, which confirms it as well', async () => {
    const { all, table, prices, rates, computed } = family()
    const { time } = await grow(all)
    const before = table.snapshot()
    await time.advance(3_600_000)
    await prices.term.refresh()
    expect(table.snapshot().confirmedAt).toEqual(before.confirmedAt)
    await rates.term.refresh()
    expect(table.snapshot().confirmedAt?.getTime()).toBe(prices.term.snapshot().confirmedAt?.getTime())
    expect(table.snapshot().confirmedAt).not.toEqual(before.confirmedAt)
    expect(computed).toHaveBeenCalledTimes(1)
  })

  it('says what it waits for while it does', async () => {
    const rates = parent('rates', never)
    const table = derive({ rates: rates.term }, (rates) => rates, { start: 'background' })
    const { time } = await grow({ rates: rates.term, table })
    expect(() => table.get()).toThrow(
      'still probing: the wait for "rates" has not ended; still probing: the fetcher',
    )
    expect(table.status()).toMatchObject({ state: 'probing', failures: 0 })
    await time.advance(120_000)
    expect(table.status().lastError).toMatchObject({ code: 'ERR_TERM_TIMEOUT' })
    rates.fetcher.answer('r1')
    await rates.term.refresh()
    await time.advance(0)
    expect(table.get()).toBe('r1')
  })

  it('says of a parent that no tree keeps what is wrong with it', async () => {
    const rates = parent('rates', 'r1')
    const table = derive({ rates: rates.term }, (rates) => rates, { start: 'background' })
    const { time } = await grow({ table })
    expect(() => table.get()).toThrow('the wait for "rates" has not ended; it is not supervised')
    await grow({ rates: rates.term }, { time })
    await time.advance(0)
    expect(table.get()).toBe('r1')
  })

  it('is no reason of its own when a start fails for lack of a parent', async () => {
    const prices = remoteTerm({
      name: 'prices',
      fetcher: scripted(new TermError('ERR_TERM_NOT_FOUND', 'no such file', { hopeless: true })),
    })
    const table = derive({ prices }, (prices) => prices)
    const wide = derive({ table }, (table) => table)
    const failure = await outcome(grow({ wide, table, prices }))
    expect(failure).toMatchObject({ code: 'ERR_TERM_NOT_FOUND', term: 'prices' })
  })
})

describe('a promise that is computed', () => {
  it('is waited for, and what is published meanwhile leads to another computation', async () => {
    const { all, table, prices, computed } = family()
    const { time } = await grow(all)
    const slow = deferred<string>()
    computed.mockImplementationOnce(() => slow.promise)
    await prices.publish('p2')
    await time.advance(0)
    expect(table.status().state).toBe('decoding')
    await prices.publish('p3')
    slow.resolve('of p2')
    await time.settle()
    expect(table.get()).toBe('of p2')
    await time.advance(0)
    expect(table.get()).toBe('p3 r1')
  })
})

describe('by hand', () => {
  it('`refresh` computes anew, although no parent has published', async () => {
    const { all, table, computed } = family()
    await grow(all)
    computed.mockImplementation(() => 'another')
    expect(await table.refresh()).toBe('updated')
    expect(table.get()).toBe('another')
  })

  it('what is computed anew by hand counts for those that are made of it', async () => {
    const { all, table, computed } = family()
    const title = derive({ table }, (table) => `# ${table}`)
    const { time } = await grow({ ...all, title })
    computed.mockImplementation(() => 'another')
    await table.refresh()
    await time.advance(0)
    expect(title.get()).toBe('# another')
  })
})

describe('the version', () => {
  it('is one of the versions of the parents, in each process the same', async () => {
    const [one, other] = [family(), family()]
    const { time } = await grow(one.all)
    await grow(other.all)
    const { version } = one.table.snapshot()
    expect(version).toMatch(/^[\da-f]{16}$/)
    expect(other.table.snapshot().version).toBe(version)
    await one.prices.publish('p2')
    await time.advance(0)
    expect(one.table.snapshot().version).not.toBe(version)
  })

  it('of a value that is made of a placeholder is told, but not as of an origin', async () => {
    const prices = remoteTerm({
      name: 'prices',
      fetcher: scripted(never),
      deserialize: text,
      initial: 'none yet',
    })
    const table = derive({ prices }, (prices) => `of ${prices}`)
    await grow({ prices, table }, { random: noJitter })
    expect(table.snapshot()).toMatchObject({
      value: 'of none yet',
      origin: 'initial',
      confirmedAt: undefined,
      updatedAt: undefined,
    })
  })
})
