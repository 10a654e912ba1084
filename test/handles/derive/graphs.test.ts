/** Derived terms of derived ones, and in trees. @module */

import { describe, expect, it, vi } from 'vitest'
import type { RemoteTerm } from '../../../src/index.ts'
import { derive, group } from '../../../src/index.ts'
import { family, parent } from '../../support/derived-family.ts'
import { grow } from '../../support/grown.ts'
import { simulatedTime } from '../../support/simulated-time.ts'

describe('terms that are derived of derived ones', () => {
  /** `left` and `right` are made of `root`, and `both` of the two. */
  function diamond(slowly: boolean) {
    const root = parent('root', '1')
    const wait = async (value: string) => value
    const left = derive({ root: root.term }, (root) => (slowly ? wait(`l${root}`) : `l${root}`))
    const right = derive({ root: root.term }, (root) => `r${root}`)
    const deep = derive({ right }, (right) => `d${right}`)
    const both = vi.fn((...values: unknown[]) => values.join(' '))
    const all: Record<string, RemoteTerm<unknown>> = {
      both: derive([left, deep, root.term], both),
      deep,
      left,
      right,
      root: root.term,
    }
    return { all, both, root }
  }

  it.each([false, true])('settle without a mix of old and new (slowly: %s)', async (slowly) => {
    const { all, both, root } = diamond(slowly)
    const { time } = await grow(all)
    expect(all.both?.get()).toBe('l1 dr1 1')
    await root.publish('2')
    await time.advance(10)
    await root.publish('3')
    await time.advance(10)
    expect(both.mock.results.map(({ value }) => value)).toEqual(['l1 dr1 1', 'l2 dr2 2', 'l3 dr3 3'])
  })

  it('go on where one of them fails', async () => {
    const root = parent('root', '1')
    const left = derive({ root: root.term }, (root) => {
      if (root !== '1') throw new Error('not this one')
      return root
    })
    const right = derive({ root: root.term }, (root) => root)
    const both = derive([left, right], (left, right) => `${left} ${right}`)
    const { time } = await grow({ both, left, right, root: root.term })
    await root.publish('2')
    await time.advance(10)
    expect(both.get()).toBe('1 2')
  })
})

describe('a tree', () => {
  it('starts a derived term that crashed again, and its value stays', async () => {
    const { prices, rates } = family()
    let failures = 0
    const table = derive(
      { prices: prices.term, rates: rates.term },
      (...values) => {
        if (failures-- > 0) throw new Error('not now')
        return values.join(' ')
      },
      { retry: { maxFailures: 1 } },
    )
    const { time } = await grow({ prices: prices.term, rates: rates.term, table })
    failures = 1
    await prices.publish('p2')
    await time.advance(0)
    expect(table.status().crashes).toBe(1)
    expect(table.get()).toBe('p2 r1')
    await rates.publish('r2')
    await time.advance(0)
    expect(table.get()).toBe('p2 r2')
  })

  it('keeps a derived term in a group, whose parents are in another tree', async () => {
    const { prices, rates, table } = family()
    const time = simulatedTime()
    await grow({ prices: prices.term, rates: rates.term }, { time })
    const { tree } = await grow({ tables: group({ table }) }, { time })
    expect(tree.health()).toMatchObject({ ready: true, terms: { table: { ready: true } } })
    await rates.publish('r2')
    await time.advance(0)
    expect(table.get()).toBe('p1 r2')
  })

  it('that has stopped hears no more of the parents', async () => {
    const { prices, rates, table, computed } = family()
    const time = simulatedTime()
    await grow({ prices: prices.term, rates: rates.term }, { time })
    const { tree } = await grow({ table }, { time })
    await tree.stop()
    await rates.publish('r2')
    await time.advance(1_000)
    expect(table.get()).toBe('p1 r1')
    expect(computed).toHaveBeenCalledTimes(1)
    // Another one finds out what was missed.
    await grow({ table }, { time })
    expect(table.get()).toBe('p1 r1')
    await time.settle()
    expect(table.get()).toBe('p1 r2')
  })
})
