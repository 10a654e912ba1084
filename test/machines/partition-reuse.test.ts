/** Children come and go ten thousand times, and leave no empty partitions behind. @module */

import { expect, test } from 'vitest'
import { PARTITION_SIZE } from '../../machines/index.ts'
import { stage } from '../support/charts-stage.ts'

test('a newcomer takes the room of one that has gone', () => {
  const theater = stage()
  const names = Array.from({ length: 3 * PARTITION_SIZE }, (_, index) => `child${index}`)
  theater.open({ children: names.map((name) => theater.puppet(name)) })
  const partition = (name: string) =>
    theater.supervisor.getSnapshot().context.children.find(({ spec }) => spec.name === name)?.partition
  for (const name of ['child0', `child${PARTITION_SIZE}`]) theater.send({ type: 'remove', name })
  for (const name of ['x', 'y', 'z']) theater.send({ type: 'add', spec: theater.puppet(name) })
  expect(['x', 'y', 'z'].map(partition)).toEqual(['partition#0', 'partition#1', 'partition#3'])
})

test('a window of children that moves on for ever stays within its partitions, and in order', () => {
  const theater = stage()
  theater.open({ children: [theater.puppet('first')] })
  const window = 2 * PARTITION_SIZE
  const add = (index: number) =>
    theater.supervisor.send({ type: 'add', spec: theater.puppet(`child${index}`) })
  for (let index = 0; index < 600; index++) {
    add(index)
    if (index >= window) theater.supervisor.send({ type: 'remove', name: `child${index - window}` })
  }
  expect(theater.supervisor.getSnapshot().context.partitions).toBe(3)
  theater.news()
  theater.send({ type: 'stop' })
  const last = Array.from({ length: window }, (_, index) => `child${600 - 1 - index}`)
  const ended = theater.news().filter((line) => line.startsWith('end '))
  expect(ended).toEqual([...last, 'first'].map((name) => `end ${name}#0`))
})
