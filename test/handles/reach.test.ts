/** A view leads whoever serves a tree to all of it, from the first moment. @module */

import { expect, it } from 'vitest'
import { type ServedTree, servedTree } from '../../src/handles/reach.ts'
import { group, remoteTerm, supervise, type TreeView } from '../../src/index.ts'
import { never } from '../support/deferred.ts'
import { noJitter, outcome } from '../support/grown.ts'
import { scripted, text } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const termOf = (name: string, fetcher = scripted('v1')) => remoteTerm({ name, fetcher, deserialize: text })

it('shows a tree whose start hangs, and acts on its terms', async () => {
  const served: ServedTree[] = []
  const watch = (view: TreeView) => void served.push(servedTree(view) as ServedTree)
  const prices = termOf('prices', scripted(never))
  const spam = termOf('spam')
  const time = simulatedTime()
  const lists = group({ spam }, { strategy: 'one-for-all', intensity: { restarts: 3, within: '1m' } })
  const starting = outcome(
    supervise(
      { prices, lists },
      { clock: time.clock, random: noJitter, observers: [{ name: 'service', watch, hear() {} }] },
    ),
  )
  await time.settle()
  const [tree] = served
  expect(tree?.term('prices')).toBe(prices)
  expect(tree?.term('lists')).toBeUndefined()
  expect([...(tree?.terms.keys() ?? [])]).toEqual(['prices', 'spam'])
  expect(await tree?.term('spam')?.refresh()).toBe('unchanged')
  expect(tree?.health()).toMatchObject({ startup: false, ready: false, live: true, state: 'running' })
  const budget = { left: 1, limit: 1, withinMs: 5_000 }
  expect(tree?.outline()).toEqual({
    kind: 'supervisor',
    name: 'root',
    path: 'root',
    state: 'running',
    strategy: 'one-for-one',
    budget,
    children: [
      { kind: 'term', name: 'prices' },
      {
        kind: 'supervisor',
        name: 'lists',
        path: 'root/lists',
        state: 'running',
        strategy: 'one-for-all',
        budget: { left: 3, limit: 3, withinMs: 60_000 },
        children: [{ kind: 'term', name: 'spam' }],
      },
    ],
  })
  await time.advance(60_000)
  await starting
  expect(tree?.health().live).toBe(false)
  expect(tree?.outline().state).toBe('stopped')
})

it('a view of somebody else leads nowhere', () => {
  expect(servedTree({ terms: () => [], supervisors: () => [] })).toBeUndefined()
})
