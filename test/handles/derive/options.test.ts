/** What `derive` is given, and what it refuses; and that nobody can write a circle. @module */

import { describe, expect, it } from 'vitest'
import { derive, group, type RemoteTerm, supervise } from '../../../src/index.ts'
import { termOf } from '../../../src/testing.ts'
import { family, parent } from '../../support/derived-family.ts'
import { grow } from '../../support/grown.ts'

describe('derive', () => {
  const prices = parent('prices', 'p1').term
  const refused: Record<string, [call: () => unknown, says: RegExp]> = {
    'no parents': [() => derive({}, () => 1), /^derive: expected `parents` to be .*at least one/],
    'an empty list': [() => derive([] as never, () => 1), /at least one/],
    'a term without braces': [
      () => derive(prices as never, () => 1),
      /^derive: expected `parents` to be an object or a list of terms, got .*in braces, as `\{ prices \}`/,
    ],
    'what is no term': [
      () => derive({ prices: prices.get } as never, () => 1),
      /^derive: expected `parents.prices` to be a term/,
    ],
    'a group': [() => derive({ all: group({ prices }) } as never, () => 1), /`parents.all` to be a term/],
    'no function': [
      () => derive({ prices }, 1 as never),
      /`compute` to be a function of the values, got `1`/,
    ],
    'an unknown option': [
      () => derive({ prices }, () => 1, { name: 'table', maxStail: 1 } as never),
      /^derive "table": expected `options` to be .*got `maxStail`.*maxStale/,
    ],
    'what only a fetcher needs': [
      () => derive({ prices }, () => 1, { refreshInterval: '1m' } as never),
      /got `refreshInterval`/,
    ],
    'limits of bytes': [() => derive({ prices }, () => 1, { limits: { maxBytes: 1 } } as never), /maxBytes/],
    'a name that is none': [() => derive({ prices }, () => 1, { name: 'a b' }), /`name` to be up to 100/],
    'a wrong time': [() => derive({ prices }, () => 1, { maxStale: 'soon' as never }), /`maxStale`/],
  }

  it.each(Object.entries(refused))('refuses %s', (_, [call, says]) => {
    expect(call).toThrow(TypeError)
    expect(call).toThrow(says)
  })

  it('has what it is given as it was then: no circle can be written', async () => {
    const first = termOf(1, { name: 'first' })
    const parents: Record<string, RemoteTerm<number>> = { first }
    const second = derive(parents, (first) => first + 1, { name: 'second' })
    parents.first = second
    expect(() => Object.assign(second, { get: first.get })).toThrow(TypeError)
    await grow({ first, second })
    expect(second.get()).toBe(2)
  })
})

describe('the name', () => {
  it('may be given', async () => {
    const { prices, rates } = family()
    const table = derive({ prices: prices.term, rates: rates.term }, () => 1, { name: 'by-hand' })
    const { tree } = await grow({ table, prices: prices.term, rates: rates.term })
    expect(table.name).toBe('by-hand')
    expect(Object.keys(tree.health().terms)).toEqual(['by-hand', 'prices', 'rates'])
  })

  it('is that under which the term is first supervised, and stays', async () => {
    const { all, table } = family()
    expect(table.name).toBe('derived.prices.rates')
    expect(() => table.get()).toThrow('[derived.prices.rates] holds no value yet')
    const { tree } = await grow(all)
    expect(table.name).toBe('table')
    await tree.stop()
    await grow({ other: table }, {}).catch(() => {})
    expect(table.name).toBe('table')
    expect(table.status().name).toBe('table')
  })

  it('is one for a term that starts alone', async () => {
    const table = derive({ prices: termOf(1), rates: termOf(2) }, (prices, rates) => prices + rates)
    await using _ = await table.start({ observers: [] })
    expect(table.get()).toBe(3)
    expect(table.name).toBe('derived.prices.rates')
  })

  it('is unique in a tree', async () => {
    const [one, other] = [family().table, family().table]
    await expect(supervise({ table: one, tables: group({ table: other }) })).rejects.toThrow(/unique/)
  })
})
