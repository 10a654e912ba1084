/** Is the tree well? @module */

import { describe, expect, it } from 'vitest'
import { group, remoteTerm } from '../../src/index.ts'
import { never } from '../support/deferred.ts'
import { grow } from '../support/grown.ts'
import { type Script, scripted, text } from '../support/scripted-fetcher.ts'

const termOf = (name: string, ...script: readonly Script[]) =>
  remoteTerm({ name, fetcher: scripted(...script), deserialize: text })

describe('the health of a tree', () => {
  it('tells of the tree and, by name, of each term', async () => {
    const { tree } = await grow({ a: termOf('prices', 'v1'), b: group({ c: termOf('flags', 'v2') }) })
    const { terms, ...whole } = tree.health()
    expect(whole).toEqual({ startup: true, ready: true, live: true, state: 'running' })
    expect(Object.keys(terms)).toEqual(['prices', 'flags'])
    expect(terms.prices).toMatchObject({
      name: 'prices',
      state: 'idle',
      version: 'v1',
      ready: true,
      ageMs: 0,
    })
  })

  it('is frozen, and can be written as JSON', async () => {
    const { tree } = await grow({ term: termOf('prices', 'v1') })
    const health = tree.health()
    expect([health, health.terms.prices].every(Object.isFrozen)).toBe(true)
    expect(JSON.parse(JSON.stringify(health))).toMatchObject({
      ready: true,
      terms: { prices: { lastUpdateAt: '2026-01-01T00:00:00.000Z' } },
    })
  })

  it('P37: is good though the origin fails: a restart would not help', async () => {
    const { tree, time } = await grow({ term: termOf('prices', 'v1', new Error('down')) })
    for (let round = 0; round < 10; round++) await time.advance(60_000)
    expect(tree.health()).toMatchObject({ startup: true, ready: true, live: true })
    expect(tree.health().terms.prices?.failures).toBeGreaterThan(5)
    expect(tree.health().terms.prices?.ageMs).toBe(600_000)
  })

  it('P37: is not ready while a required term that was added holds no value, but it did start up', async () => {
    const { tree, time } = await grow({ term: termOf('prices', 'v1') })
    const added = tree.add('late', termOf('late', never)).catch(() => {})
    await time.settle()
    expect(tree.health()).toMatchObject({ startup: true, ready: false, live: true })
    await time.advance(30_000)
    await added
    expect(tree.health()).toMatchObject({ startup: true, ready: true })
  })

  it('is that of a tree that lives while it cools down, for the values are served', async () => {
    const { tree, time } = await grow(
      { term: termOf('prices', 'v1', () => ({}) as never, 'v2') },
      {
        intensity: { restarts: 0, within: '5s' },
      },
    )
    await time.advance(60_000)
    expect(tree.health()).toMatchObject({ state: 'cooling', live: true, ready: true })
    expect(tree.health().terms.prices?.state).toBe('down')
    await time.advance(30_000)
    expect(tree.health()).toMatchObject({ state: 'running', live: true })
    expect(tree.health().terms.prices?.version).toBe('v2')
  })

  it('is not ready from the moment that the tree is told to stop, nor is any of its terms', async () => {
    const { tree } = await grow({ term: termOf('prices', 'v1') })
    const stopped = tree.stop()
    expect(tree.health()).toMatchObject({ startup: true, ready: false, terms: { prices: { ready: false } } })
    await stopped
    expect(tree.health()).toMatchObject({
      ...{ startup: true, ready: false, live: false, state: 'stopped' },
      terms: { prices: { ready: false, supervised: false, state: 'down', version: 'v1' } },
    })
  })

  it('has no age for a term that holds nothing', async () => {
    const term = remoteTerm({ name: 'prices', fetcher: scripted(never), lazyInit: true })
    const { tree } = await grow({ term })
    expect(tree.health().terms.prices).toMatchObject({ ready: false, ageMs: undefined })
  })

  it('knows no term that is called as something of every object', async () => {
    const { tree } = await grow({ term: termOf('__proto__', 'v1'), other: termOf('constructor', 'v1') })
    expect(Object.keys(tree.health().terms)).toEqual(['__proto__', 'constructor'])
  })
})
