/** Derived terms of derived ones, and in trees. @module */

import { describe, expect, it, vi } from 'vitest'
import type { RemoteTerm } from '../../../src/index.ts'
import { derive, group, remoteTerm } from '../../../src/index.ts'
import { family, parent } from '../../support/derived-family.ts'
import { grow } from '../../support/grown.ts'
import { hearing } from '../../support/hearing.ts'
import { scripted, text } from '../../support/scripted-fetcher.ts'
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

describe('beside what keeps other terms in order', () => {
  it('derived terms take no turns of those for which they wait', async () => {
    const parents = Array.from({ length: 100 }, (_, at) => parent(`parent${at}`, `v${at}`).term)
    const made = parents.map((parent) => derive([parent], (value) => `of ${value}`))
    const named = (name: string, terms: readonly RemoteTerm<unknown>[]) =>
      Object.fromEntries(terms.map((term, at) => [`${name}${at}`, term]))
    await grow({ ...named('made', made), ...named('parent', parents) })
    expect(made.map((term) => term.get())).toEqual(parents.map((term) => `of ${term.get()}`))
  })

  it('one can be rolled back, and stays so while its parents publish and confirm', async () => {
    const root = parent('root', '1')
    const made = derive([root.term], (root) => `of ${root}`, { name: 'made', history: 2 })
    const heard = hearing()
    const { time } = await grow({ made, root: root.term }, { observers: [heard] })
    await root.publish('2')
    await time.advance(0)
    await made.rollback()
    expect(made.get()).toBe('of 1')
    const attempts = heard.of('refresh.started').filter(({ term }) => term === 'made').length
    for (let count = 0; count < 3; count++) await root.term.refresh()
    await time.advance(1_000)
    expect(heard.of('refresh.started').filter(({ term }) => term === 'made')).toHaveLength(attempts)
    await root.publish('3')
    await time.advance(0)
    expect(made.get()).toBe('of 1')
    await made.unpin()
    expect(made.get()).toBe('of 3')
  })

  it('one follows a rollback of its parent', async () => {
    const fetcher = scripted('1')
    const root = remoteTerm({ name: 'root', fetcher, deserialize: text, refreshInterval: null, history: 2 })
    const made = derive([root], (root) => `of ${root}`)
    const { time } = await grow({ made, root })
    const { version } = made.snapshot()
    fetcher.answer('2')
    await root.refresh()
    await time.advance(0)
    expect(made.get()).toBe('of 2')
    await root.rollback()
    await time.advance(0)
    expect(made.snapshot()).toMatchObject({ value: 'of 1', version })
  })

  it('what guards refuse is told, and not remembered', async () => {
    const root = parent('root', '4')
    const made = derive([root.term], (root) => Array.from({ length: Number(root) }), {
      guards: { maxShrink: 0.5 },
    })
    const heard = hearing()
    const { time } = await grow({ made, root: root.term }, { observers: [heard] })
    await root.publish('1')
    await time.advance(0)
    expect(made.get()).toHaveLength(4)
    expect(heard.of('term.rejected')).toMatchObject([
      { term: 'made', code: 'ERR_TERM_GUARD', remembered: false },
    ])
    expect(made.status().quarantined).toEqual([])
  })
})
