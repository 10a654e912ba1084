/** The shape of the charts: what a reader, and Stately's editor, may rely on. @module */

import { describe, expect, test } from 'vitest'
import type { AnyStateMachine } from 'xstate'
import { partitionMachine, rolloutMachine, supervisorMachine, termMachine } from '../../machines/index.ts'
import { nodesOf } from '../support/charts-paths.ts'

const CHARTS: readonly [string, AnyStateMachine][] = [
  ['term', termMachine],
  ['partition', partitionMachine],
  ['supervisor', supervisorMachine],
  ['rollout', rolloutMachine],
]

/** Yields everything in a machine's configuration that stands under one of these keys. */
function* found(config: unknown, keys: readonly string[]): Generator<unknown> {
  if (typeof config !== 'object' || config === null) return
  for (const [key, value] of Object.entries(config)) {
    if (keys.includes(key)) yield* Array.isArray(value) ? value : [value]
    else yield* found(value, keys)
  }
}

const nameIn = (reference: unknown): unknown =>
  typeof reference === 'string' ? reference : (reference as { type?: unknown } | undefined)?.type

test('the term has exactly its six states', () => {
  const states = ['idle', 'probing', 'downloading', 'decoding', 'storing', 'backoff']
  expect(Object.keys(termMachine.states)).toEqual(states)
  expect(nodesOf(termMachine.root)).toHaveLength(1 + states.length)
})

test('each state of the term invokes exactly one thing', () => {
  const invoked = Object.values(termMachine.states).map(({ invoke }) => invoke.map(({ src }) => src))
  expect(invoked).toEqual([['wait'], ['probe'], ['download'], ['decode'], ['store'], ['wait']])
})

describe.each(CHARTS)('the chart of the %s', (id, machine) => {
  test('goes on by events alone: nothing can turn in a circle without one', () => {
    expect(nodesOf(machine.root).filter(({ always = [] }) => always.length > 0)).toEqual([])
  })

  test('keeps no time of its own: a wait is an actor', () => {
    expect(nodesOf(machine.root).filter(({ after }) => after.length > 0)).toEqual([])
  })

  test.each([
    ['action', ['actions', 'entry', 'exit']],
    ['guard', ['guard']],
    ['actor', ['src']],
  ])('names every %s by a string', (_, keys) => {
    const references = [...found(machine.config, keys)]
    expect(references.filter((reference) => typeof nameIn(reference) !== 'string')).toEqual([])
    if (keys.includes('guard')) expect(references).not.toEqual([])
  })

  test('has an implementation for each name', () => {
    const { actions, guards, actors } = machine.implementations
    const missing = (keys: string[], known: object) =>
      [...found(machine.config, keys)].map(nameIn).filter((name) => !Object.hasOwn(known, String(name)))
    expect(missing(['actions', 'entry', 'exit'], actions)).toEqual([])
    expect(missing(['guard'], guards)).toEqual([])
    expect(missing(['src'], actors)).toEqual([])
  })

  test('names no implementation that it does not use', () => {
    const { actions, guards, actors } = machine.implementations
    const used = [...found(machine.config, ['actions', 'entry', 'exit', 'guard', 'src'])].map(nameIn)
    const spawned = { supervisor: ['partition'], partition: ['wait'], term: [], rollout: [] }[id] ?? []
    const known = [actions, guards, actors].flatMap(Object.keys)
    expect(known.filter((name) => !used.includes(name) && !spawned.includes(name))).toEqual([])
  })

  test('can be written down and read by Stately', () => {
    expect(JSON.parse(JSON.stringify(machine))).toMatchObject({ id })
  })
})
