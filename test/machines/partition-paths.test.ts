/** Every transition of the partition's chart, walked on the real actor over scripted children. @module */

import { beforeAll, expect, test } from 'vitest'
import {
  type AnyActorRef,
  type AnyMachineSnapshot,
  assign,
  createActor,
  type EventObject,
  SimulatedClock,
  setup,
} from 'xstate'
import { type Child, partitionMachine } from '../../machines/index.ts'
import { coverage, type Path, type PathStep, pathsOf, titleOf } from '../support/charts-paths.ts'
import { stubborn } from '../support/charts-puppet.ts'
import { waitOn } from '../support/charts-wait.ts'
import { watchInvariants } from '../support/invariants.ts'

interface Books {
  readonly children: ReadonlyMap<string, Child>
  readonly queue: readonly Child[]
  readonly round: number
}

const child = (name: string, shutdown: number | null): Child => ({
  id: `${name}#0`,
  spec: stubborn(name, { shutdown }),
  generation: 0,
  partition: 'partition#0',
})

const ALL = [child('a', 10), child('b', 20), child('c', null)]
const GHOST = 'ghost#0'

/** The ways in which a child may end. */
const endings = (id: string): EventObject[] => [
  { type: 'child.yielded', id } as EventObject,
  { type: `xstate.done.actor.${id}`, actorId: id, output: undefined } as EventObject,
  { type: `xstate.done.actor.${id}`, actorId: id, output: { reason: 'max-intensity' } } as EventObject,
  { type: `xstate.error.actor.${id}`, actorId: id, error: { message: 'crash' } } as EventObject,
]

function events({ value, context }: AnyMachineSnapshot): readonly EventObject[] {
  const { children, queue, round } = context as Books
  const held = [...children.values()]
  const halts = (...groups: Child[][]) =>
    groups.map((group) => ({ type: 'halt', children: group, round: round + 1 }))
  const ends = [...children.keys(), GHOST].flatMap(endings)
  if (value === 'halting') {
    const due = queue.at(-1)?.spec.shutdown === null ? [] : [{ type: 'due' }]
    // A supervisor that asks anew asks for all children.
    return [...due, ...halts(held), ...ends]
  }
  const absent = ALL.filter(({ id }) => !children.has(id))
  const starts = [absent, absent.slice(0, 1)].map((group) => ({ type: 'start', children: group }))
  return [...starts, ...halts([], held, held.slice(0, 1), ALL), ...ends]
}

const ids = (children: Iterable<Child>): string[] => [...children].map(({ id }) => id)

function describe({ value, status, context }: AnyMachineSnapshot) {
  const { children, queue, round } = context as Books
  return { value, status, holds: ids(children.values()), stops: ids(queue), round }
}

const without = ({ children }: Books, gone: string) => ({
  children: new Map([...children].filter(([id]) => id !== gone)),
})

// The graph has no actors: a child is buried only in the books there, and there is no supervisor to be told.
const model = partitionMachine.provide({
  actions: {
    bury: assign(({ context }, { id }) => ({
      ...without(context, id),
      queue: context.queue.filter((queued) => queued.id !== id),
    })),
    ask: () => {},
    listen: () => {},
    tell: () => {},
    confirm: () => {},
    answer: () => {},
  },
})

const PATHS = pathsOf({
  machine: model,
  input: { supervisor: 'root' },
  events,
  serialize(state) {
    const { value, holds, stops } = describe(state)
    return JSON.stringify([value, holds, stops])
  },
})

const covered = coverage(partitionMachine)

/** Opens a partition below a parent that leaves it alone. */
function open() {
  const clock = new SimulatedClock()
  const watch = watchInvariants()
  const partition = partitionMachine.provide({ actors: { wait: waitOn(clock) } })
  const supervisor = setup({ actors: { partition } }).createMachine({
    invoke: { src: 'partition', id: 'partition#0', input: { supervisor: 'root' } },
  })
  const root = createActor(supervisor, {
    inspect(event) {
      watch.inspect(event)
      covered.inspect(event)
    },
  })
  root.start()
  const ref = root.getSnapshot().children['partition#0'] as AnyActorRef
  return { ref, clock, watch }
}

/** Lets the partition hear of an event: from the child itself, if there is one. */
function take({ ref, clock }: ReturnType<typeof open>, { event }: PathStep): void {
  const { children, queue } = ref.getSnapshot().context as Books
  const id = String(event.id ?? event.actorId)
  const puppet = ref.getSnapshot().children[id] as AnyActorRef | undefined
  if (event.type === 'due') clock.increment(queue.at(-1)?.spec.shutdown ?? 0)
  else if (!children.has(id)) ref.send(event)
  else if (event.type === 'child.yielded') puppet?.send({ type: 'yield' })
  else if ('error' in event) puppet?.send({ type: 'crash', error: event.error })
  else puppet?.send({ type: 'finish', output: event.output })
}

function walk(path: Path): string[] {
  const actual = open()
  for (const step of path) {
    take(actual, step)
    actual.watch.assert()
    const [is, ought] = [actual.ref.getSnapshot(), step.state].map((state) => JSON.stringify(describe(state)))
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

test('every transition is taken', () => {
  expect(covered.missing()).toEqual([])
  expect(covered.count()).toBe('28 of 28')
})
