/** Every transition of the supervisor's chart, walked on the real actor over real partitions and scripted children. @module */

import { beforeAll, describe, expect, test } from 'vitest'
import type { AnyActorRef, AnyMachineSnapshot, EventObject } from 'xstate'
import {
  PARTITION_SIZE,
  type SupervisorContext,
  type SupervisorInput,
  supervisorMachine,
} from '../../machines/index.ts'
import { coverage, type Path, type PathStep, pathsOf, titleOf } from '../support/charts-paths.ts'
import { stubborn } from '../support/charts-puppet.ts'
import { type Stage, stage } from '../support/charts-stage.ts'

const COOL_DOWN = 500
const input: SupervisorInput = {
  path: 'root',
  children: [stubborn('t', { restart: 'temporary' }), stubborn('a'), stubborn('b')],
  strategy: 'rest-for-one',
  intensity: { restarts: 1, within: 1_000_000 },
  coolDown: COOL_DOWN,
  now: () => 0,
}
const NEWCOMER = stubborn('d')
const OLD_ROUND = -1

const exit = (name: string, abnormal: boolean) =>
  ({ type: 'child.exited', name, id: `${name}#?`, abnormal, error: undefined }) as EventObject
const answer = { type: 'partition.halted', round: undefined } as EventObject
const oldAnswer = { type: 'partition.halted', round: OLD_ROUND } as EventObject
const add = [NEWCOMER, stubborn('a')].map((spec) => ({ type: 'add', spec }) as EventObject)
const remove = { type: 'remove', name: 'd' } as EventObject
const stop = { type: 'stop' }

const events = (state: AnyMachineSnapshot) => possible(state).map((event) => adapt(event, state))

function possible({ value, context }: AnyMachineSnapshot): readonly EventObject[] {
  const { children, condemned, backlog, isStarting } = context as SupervisorContext
  // The partitions confirm by themselves.
  if (isStarting) return [{ type: 'partition.started' }]
  const names = children.map(({ spec }) => spec.name)
  const busy = () => {
    const spared = children.filter((child) => !condemned.includes(child)).map(({ spec }) => spec.name)
    const later = [...spared.map((name) => exit(name, true)), ...add.slice(0, 1), remove]
    return [answer, oldAnswer, stop, ...(backlog.length === 0 && names.length === 3 ? later : [])]
  }
  switch (value) {
    case 'running':
      return [
        ...[...names, 'ghost'].map((name) => exit(name, true)),
        exit('a', false),
        ...[...add, remove, stop],
      ]
    case 'stopping':
      return [answer, oldAnswer, stop, ...(backlog.length === 0 ? [...add, remove] : [])]
    case 'cooling':
      return [{ type: 'due' }, ...add, remove, stop]
    default:
      return busy()
  }
}

const idOf = (context: SupervisorContext, name: unknown): string =>
  context.children.find(({ spec }) => spec.name === name)?.id ?? `${name}#0`

function adapt(event: EventObject & { name?: string; round?: number }, { context }: AnyMachineSnapshot) {
  if (event.type === 'child.exited') return { ...event, id: idOf(context, event.name) }
  if (event.type === 'partition.halted') return { ...event, round: event.round ?? context.round }
  return event
}

const ids = (children: readonly { id: string }[]): string[] => children.map(({ id }) => id)

function told({ value, status, context }: AnyMachineSnapshot) {
  const { children, condemned, halting, starting, reborn, backlog, restarts, ...rest } =
    context as SupervisorContext
  return {
    ...{ value, status, children: ids(children), condemned: ids(condemned) },
    ...{ halting: ids(halting), starting: ids(starting), reborn, restarts: restarts.length },
    backlog: backlog.map((event) => [event.type, 'id' in event ? event.id : '']),
    ...{ reason: rest.reason, round: rest.round, partitions: rest.partitions, isStarting: rest.isStarting },
  }
}

const PATHS = pathsOf({
  machine: supervisorMachine,
  input,
  events,
  adapt,
  serialize(state) {
    const { reborn: _, round: __, partitions: ___, ...decisive } = told(state)
    return JSON.stringify(decisive).replaceAll(/#\d+/g, '')
  },
})

const covered = coverage(supervisorMachine)

/** Lets every child that the partition asks yield, until it has answered. */
function obey({ supervisor, tell }: Stage): void {
  const partition = supervisor.getSnapshot().children['partition#0'] as AnyActorRef
  const { round } = partition.getSnapshot().context
  const owes = () =>
    partition.getSnapshot().value === 'halting' && partition.getSnapshot().context.round === round
  while (owes()) tell(partition.getSnapshot().context.queue.at(-1).spec.name, { type: 'yield' })
}

function take(theater: Stage, { event }: PathStep): void {
  const { context } = theater.supervisor.getSnapshot()
  const name = String(event.name)
  // The partitions confirm by themselves.
  if (event.type === 'partition.started') return
  if (event.type === 'due') theater.tick(COOL_DOWN)
  else if (event.type === 'partition.halted' && event.round !== OLD_ROUND) obey(theater)
  else if (event.type !== 'child.exited' || !context.children.some(({ id }) => id === event.id))
    theater.send(event as Parameters<Stage['send']>[0])
  else if (event.abnormal) theater.tell(name, { type: 'crash', error: event.error })
  else theater.tell(name, { type: 'finish' })
}

function walk(path: Path): string[] {
  const theater = stage(covered.inspect)
  theater.open({ ...input, now: () => theater.clock.now() })
  for (const step of path) {
    take(theater, step)
    if (step.state.context.isStarting) continue
    const [is, ought] = [theater.supervisor.getSnapshot(), step.state].map((state) =>
      JSON.stringify(told(state)),
    )
    if (is !== ought) return [`${titleOf(path)}: is ${is}, ought to be ${ought}`]
  }
  return []
}

let partings: string[]

beforeAll(() => {
  partings = PATHS.flatMap(walk)
})

test('the actor is where the model is, after each step of every path', () => {
  expect(partings).toEqual([])
  expect(PATHS.length).toBeGreaterThan(100)
})

/** The child for which the first partition has no room. */
const LAST = PARTITION_SIZE

/** More children than one partition holds, all of which live until they are told to end. */
function crowd(strategy: 'one-for-all' | 'one-for-one') {
  const theater = stage(covered.inspect)
  const children = Array.from({ length: LAST + 1 }, (_, index) => stubborn(`child${index}`, { shutdown: 10 }))
  theater.open({ strategy, children })
  return theater
}

describe('what only several partitions bring about', () => {
  test('a restart asks one after the other', () => {
    const theater = crowd('one-for-all')
    theater.crash('child0')
    theater.tell(`child${LAST}`, { type: 'yield' })
    expect(theater.state()).toBe('restarting')
    for (let index = LAST - 1; index > 0; index--) theater.tell(`child${index}`, { type: 'yield' })
    expect(theater.state()).toBe('running')
  })

  test('a stop asks one after the other', () => {
    const theater = crowd('one-for-all')
    theater.send({ type: 'stop' })
    for (let index = LAST; index >= 0; index--) theater.tell(`child${index}`, { type: 'yield' })
    expect(theater.state()).toBe('stopped')
  })

  test('an answer to a removal comes too late to be one to the stop', () => {
    const theater = crowd('one-for-one')
    theater.send({ type: 'remove', name: 'child0' })
    theater.send({ type: 'stop' })
    theater.tell('child0', { type: 'yield' })
    expect(theater.state()).toBe('stopping')
    for (let index = LAST; index > 0; index--) theater.tell(`child${index}`, { type: 'yield' })
    expect(theater.state()).toBe('stopped')
  })
})

describe('the end of a child that is to end, and was on its way before', () => {
  /** Both events reach the supervisor while it is at work. */
  function opened(atWork: (theater: Stage) => void) {
    const theater = stage(covered.inspect)
    theater.open({ strategy: 'one-for-all', children: ['a', 'b', 'c'].map((name) => stubborn(name)) })
    const { unsubscribe } = theater.supervisor.subscribe({
      next() {
        unsubscribe()
        atWork(theater)
      },
      error: () => {},
    })
    theater.send({ type: 'add', spec: NEWCOMER })
    return theater
  }
  const crash = (theater: Stage, name: string) =>
    theater.child(name).send({ type: 'crash', error: new Error('crash') })

  test('is no news while all restart', () => {
    const theater = opened((all) => {
      crash(all, 'a')
      crash(all, 'b')
    })
    expect(theater.state()).toBe('restarting')
    obey(theater)
    expect(theater.ids()).toEqual(['a#1', 'b#1', 'c#1', 'd#1'])
  })

  test('is no news while it is removed', () => {
    const theater = opened((all) => {
      all.supervisor.send({ type: 'remove', name: 'a' })
      crash(all, 'a')
    })
    expect(theater.ids()).toEqual(['b#0', 'c#0', 'd#0'])
  })
})

test('every transition is taken', () => {
  expect(covered.missing()).toEqual([])
  expect(covered.count()).toBe('38 of 38')
})
