/** The probe of the invariants finds what it is there to find. @module */

import { describe, expect, test } from 'vitest'
import { createActor, fromCallback, fromPromise, SimulatedClock, setup } from 'xstate'
import { partitionMachine } from '../../machines/index.ts'
import { stubborn } from '../support/charts-puppet.ts'
import { waitOn } from '../support/charts-wait.ts'
import { assertInvariants, watchInvariants } from '../support/invariants.ts'

const wait = fromCallback(() => {})
const probe = fromPromise(() => new Promise(() => {}))

/** Something that calls itself a term. */
const termLike = (...src: ('wait' | 'probe')[]) =>
  setup({ actors: { wait, probe } }).createMachine({
    id: 'term',
    initial: 'idle',
    states: { idle: { invoke: src.map((one) => ({ src: one })) } },
  })

describe('assertInvariants', () => {
  test('P9: takes a term that waits for one thing', () => {
    expect(() => assertInvariants(createActor(termLike('wait')).start())).not.toThrow()
  })

  test.each([
    ['nothing', []],
    ['another thing than its state says', ['probe' as const]],
    ['two things', ['wait' as const, 'wait' as const]],
  ])('refuses a term that waits for %s', (_, src) => {
    const term = createActor(termLike(...src)).start()
    expect(() => assertInvariants(term)).toThrow('Broken invariants:\nterm x:')
  })

  test('refuses a child of a partition that is not in its books', () => {
    const actors = { wait: waitOn(new SimulatedClock()) }
    const partition = partitionMachine.provide({ actors, actions: { bury: () => {}, tell: () => {} } })
    const parent = setup({ actors: { partition } }).createMachine({
      invoke: { src: 'partition', id: 'partition', input: { supervisor: 'root' } },
    })
    const root = createActor(parent).start()
    const held = root.getSnapshot().children.partition
    const spec = stubborn('a')
    held?.send({ type: 'start', children: [{ id: 'a#0', spec, generation: 0, partition: 'partition' }] })
    expect(() => assertInvariants(root)).not.toThrow()
    held?.getSnapshot().children['a#0' as never]?.send({ type: 'finish' } as never)
    expect(() => assertInvariants(root)).toThrow('partition keeps a#0, which is done')
  })
})

test('P9: the watch finds what nobody can reach any more, and remembers it', () => {
  const watch = watchInvariants()
  const careless = setup({ actors: { wait } }).createMachine({
    invoke: { src: 'wait' },
    on: {
      crash: {
        actions: () => {
          throw new Error('careless')
        },
      },
    },
  })
  const parent = setup({ actors: { careless } }).createMachine({
    initial: 'open',
    states: {
      open: { invoke: { src: 'careless', id: 'child' }, on: { 'xstate.error.actor.child': 'closed' } },
      closed: {},
    },
  })
  const root = createActor(parent, { inspect: watch.inspect }).start()
  watch.assert()
  root.getSnapshot().children.child?.send({ type: 'crash' })
  expect(() => watch.assert()).toThrow('is an orphan')
  expect(() => watch.assert()).toThrow('is an orphan')
})
