/** What the page knows of the tree: it follows what the process says, and writes only what has changed. @module */

import { effect } from '@preact/signals'
import { expect, test } from 'vitest'
import { forgetHeard, heard, lastHeard, takeHeard } from '../../dashboard/src/store/heard.ts'
import {
  factsOf,
  health,
  names,
  supervisor,
  takeChange,
  takeTree,
  terms,
} from '../../dashboard/src/store/tree.ts'
import { leavesOf, supervisorsOf } from '../../dashboard/src/words/leaves.ts'
import { heardEvent, NOW, supervisorFacts, termFacts, treeFacts } from './facts.ts'

test('a term that changes is the only one that is written', () => {
  takeTree(treeFacts([termFacts('prices'), termFacts('geoip')]))
  const written: string[] = []
  const stops = ['prices', 'geoip'].map((name) =>
    effect(() => {
      written.push(`${name} ${factsOf(name)?.state}`)
    }),
  )
  takeChange({ now: NOW, terms: [termFacts('geoip', { state: 'probing' })], removed: [] })
  for (const stop of stops) stop()
  expect(written).toEqual(['prices idle', 'geoip idle', 'geoip probing'])
})

test('terms stand in the order of the tree, and keep their place while they change', () => {
  const lists = supervisorFacts('root/lists', ['spam'])
  const root = supervisorFacts('root', ['prices', lists])
  takeTree(treeFacts([termFacts('spam', { group: 'lists' }), termFacts('prices')], { supervisor: root }))
  expect(names.value).toEqual(['prices', 'spam'])
  const before = names.value
  takeChange({ now: NOW, terms: [termFacts('prices', { state: 'backoff' })], removed: [] })
  expect(names.value).toBe(before)
  expect(terms.value.map(({ state }) => state)).toEqual(['backoff', 'idle'])
})

test('terms come and go, and whoever reads one hears of it', () => {
  takeTree(treeFacts([termFacts('prices')]))
  const heardOf: (string | undefined)[] = []
  const stop = effect(() => {
    heardOf.push(factsOf('late')?.state)
  })
  const root = supervisorFacts('root', ['late', 'prices'])
  takeChange({ now: NOW, terms: [termFacts('late')], removed: [], supervisor: root })
  expect(names.value).toEqual(['late', 'prices'])
  takeChange({ now: NOW, terms: [], removed: ['late'], supervisor: supervisorFacts('root', ['prices']) })
  stop()
  expect(heardOf).toEqual([undefined, 'idle', undefined])
  expect(names.value).toEqual(['prices'])
})

test('the health and the supervisors are as they were said last', () => {
  takeTree(treeFacts([termFacts('prices')]))
  const wellness = { startup: true, ready: false, live: true, state: 'cooling' }
  takeChange({ now: NOW, terms: [], removed: [], health: wellness })
  expect(health.value).toBe(wellness)
  expect(supervisor.value?.children).toEqual([{ kind: 'term', name: 'prices' }])
})

test('a tree has its terms and its supervisors, however deep', () => {
  const deep = supervisorFacts('root/a/b', ['c'])
  const root = supervisorFacts('root', [supervisorFacts('root/a', [deep, 'd']), 'e'])
  expect(leavesOf(root)).toEqual(['c', 'd', 'e'])
  expect(supervisorsOf(root).map(({ path }) => path)).toEqual(['root', 'root/a', 'root/a/b'])
})

test('events are kept the newest first, once each, and no more than a page can hold', () => {
  forgetHeard()
  takeHeard([heardEvent(1, 'a'), heardEvent(2, 'b')])
  takeHeard([heardEvent(2, 'b'), heardEvent(3, 'c')])
  expect(heard.value.map(({ id }) => id)).toEqual([3, 2, 1])
  takeHeard(Array.from({ length: 1500 }, (_, index) => heardEvent(index + 4, 'many')))
  expect(heard.value).toHaveLength(1000)
  expect(lastHeard).toBe(1503)
  forgetHeard()
  expect([lastHeard, heard.value]).toEqual([0, []])
})
