/** What a crash leaves behind: nothing that lives, nothing that is heard later. @module */

import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type AnyActorRef, fromCallback, fromPromise, type InspectionEvent, setup } from 'xstate'
import { childSpec } from '../../machines/index.ts'
import { stage } from '../support/charts-stage.ts'

// XState tells of whatever reaches an actor too late.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))

/** A machine with two pieces of work under way, of which one is a grandchild's, whose action throws. */
function careless(traces: string[], signals: AbortSignal[]) {
  const timer = fromCallback(() => {
    const handle = setInterval(() => {}, 1_000)
    return () => {
      clearInterval(handle)
      traces.push('timer cleared')
    }
  })
  const request = fromPromise(({ signal }) => {
    signals.push(signal)
    return new Promise(() => {})
  })
  const inner = setup({ actors: { timer, request } }).createMachine({
    invoke: [{ src: 'timer' }, { src: 'request' }],
  })
  return setup({ actors: { timer, request, inner } }).createMachine({
    invoke: [{ src: 'timer' }, { src: 'request' }, { src: 'inner' }],
    on: {
      crash: {
        actions: () => {
          throw new Error('careless')
        },
      },
    },
  })
}

describe('F47: the orphans of a machine whose action threw', () => {
  const crashed = () => {
    const traces: string[] = []
    const signals: AbortSignal[] = []
    const logic = careless(traces, signals)
    const theater = stage()
    const start = () => ({ logic, input: undefined, systemId: 'the careless one' })
    theater.open({ children: [childSpec({ name: 'a', start })] })
    theater.tell('a', { type: 'crash' })
    return { theater, traces, signals }
  }

  test('have their timers cleared and their signals aborted', () => {
    const { traces, signals } = crashed()
    expect(traces).toEqual(['timer cleared', 'timer cleared'])
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, false, false])
  })

  test('do not keep the name in the actor system from the next incarnation', () => {
    const { theater } = crashed()
    expect(theater.supervisor.system.get('the careless one')).toBe(theater.child('a'))
    expect(theater.child('a').id).toBe('a#1')
  })
})

describe('F50: a dead incarnation', () => {
  const partitionOf = (theater: ReturnType<typeof stage>) =>
    theater.supervisor.getSnapshot().children['partition#0'] as AnyActorRef

  test.each(['crash', 'finish', 'yield'])(
    'leaves the children of its partition, whatever its end: %s',
    (type) => {
      const theater = stage()
      theater.open({ children: [theater.puppet('a'), theater.puppet('b', { restart: 'temporary' })] })
      theater.tell('a', { type, error: new Error('crash') })
      theater.tell('b', { type, error: new Error('crash') })
      expect(Object.keys(partitionOf(theater).getSnapshot().children)).toEqual(['a#1'])
    },
  )

  test.each([
    { type: 'child.yielded', id: 'a#0' },
    { type: 'xstate.done.actor.a#0', actorId: 'a#0', output: undefined },
    { type: 'xstate.error.actor.a#0', actorId: 'a#0', error: new Error('late') },
  ])('changes nothing by a late word: $type', (late) => {
    const theater = stage()
    theater.open({ strategy: 'one-for-all', children: [theater.puppet('a'), theater.puppet('b')] })
    theater.crash('a')
    const [told, known] = [theater.reports.length, theater.ids()]
    partitionOf(theater).send(late)
    theater.send({ type: 'child.exited', id: 'a#0', abnormal: true, error: new Error('late') })
    expect(theater.ids()).toEqual(known)
    expect(theater.reports).toHaveLength(told)
    expect(theater.supervisor.getSnapshot().context.restarts).toHaveLength(1)
  })

  test('is not taken for its successor where both ends were on their way', () => {
    const theater = stage()
    const children = ['a', 'b'].map((name) => theater.puppet(name, { manner: 'ignores' }))
    theater.open({ strategy: 'one-for-all', children })
    const [a, b] = ['a', 'b'].map(theater.child)
    // All this happens within one step of `a`: its own crash, that of `b`, and another event of `a`.
    const crash = { type: 'crash', error: new Error('crash') }
    theater.supervisor.subscribe({
      next: ({ value }) => {
        if (value === 'restarting') b?.send(crash)
      },
      error: () => {},
    })
    a?.send(crash)
    a?.send({ type: 'yield' })
    expect(theater.ids()).toEqual(['a#1', 'b#1'])
    expect(theater.supervisor.getSnapshot().context.restarts).toHaveLength(1)
  })

  test('says nothing more after it was killed', () => {
    const theater = stage()
    theater.open({ children: [theater.puppet('a', { manner: 'ignores' }), theater.puppet('b')] })
    const killed = theater.child('a')
    theater.send({ type: 'remove', name: 'a' })
    theater.tick(5_000)
    const told = theater.reports.length
    for (const type of ['crash', 'finish', 'yield']) killed.send({ type, error: new Error('late') })
    expect(theater.reports).toHaveLength(told)
    expect(theater.ids()).toEqual(['b#0'])
  })
})

describe('a name in the actor system', () => {
  test('passes on within the word of the child that holds it', () => {
    const theater = stage()
    const named = (name: string) => {
      const puppet = theater.puppet(name, { manner: 'ignores' })
      return {
        ...puppet,
        start: (generation: number) => ({ ...puppet.start(generation), systemId: `the ${name}` }),
      }
    }
    theater.open({ strategy: 'one-for-all', children: ['a', 'b'].map(named) })
    theater.crash('a')
    theater.tell('b', { type: 'yield' })
    expect(theater.ids()).toEqual(['a#1', 'b#1'])
    expect(theater.supervisor.system.get('the b')?.id).toBe('b#1')
    expect(theater.log.filter((line) => line === 'end b#0')).toHaveLength(1)
  })
})

test('a crash by an unhandled failure of its effect is a crash like any other', () => {
  const theater = stage()
  theater.open({ children: [theater.puppet('a')] })
  theater.tell('a', { type: 'fail' })
  expect(theater.ids()).toEqual(['a#1'])
  expect(theater.reports[0]).toMatchObject({ how: 'crashed', error: new Error('a#0 failed') })
})

test.each([undefined, null, 'text', 0, Object.freeze({})])('F47: anything may be thrown: %s', (error) => {
  const theater = stage()
  theater.open({ children: [theater.puppet('a')] })
  theater.tell('a', { type: 'crash', error })
  expect(theater.ids()).toEqual(['a#1'])
  expect(theater.reports[0]).toMatchObject({ how: 'crashed', error })
})

test('each report of an end comes once', () => {
  const ends: string[] = []
  const theater = stage((event: InspectionEvent) => {
    if (event.type === '@xstate.event' && event.event.type === 'child.exited')
      ends.push(String(event.event.id))
  })
  theater.open({ children: ['a', 'b', 'c'].map((name) => theater.puppet(name)) })
  for (const name of ['a', 'b', 'a', 'c']) theater.crash(name)
  expect(ends).toEqual(['a#0', 'b#0', 'a#1', 'c#0'])
  expect(theater.reports.flatMap((report) => (report.type === 'child.ended' ? report.id : []))).toEqual(ends)
})
