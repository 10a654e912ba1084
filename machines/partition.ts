/**
 * A partition holds some dozens of children of a supervisor: it starts them, stops them in order, buries them and tells
 * how they ended. It decides nothing.
 *
 * XState copies a machine's map of children at each spawn and stop, so 10,000 in one machine take 16 s to stop; in
 * partitions they take less than one. Small partitions are no better: the supervisor's own map is copied as well.
 *
 * @module
 */

import {
  type AnyActorRef,
  assign,
  type DoneActorEvent,
  type ErrorActorEvent,
  enqueueActions,
  fromPromise,
  sendParent,
  sendTo,
  setup,
  spawnChild,
  stopChild,
} from 'xstate'
import { type Child, type ChildStart, type Ending, reap } from './child.ts'
import { type Due, type WaitInput, wait } from './effect-slots.ts'
import { lean } from './lean-actor.ts'
import type { ChildEnded } from './supervisor-reports.ts'
import type { Yielded } from './term.ts'

/** The most children that one partition holds. */
export const PARTITION_SIZE = 64

/** A child ended without being told to. */
export type Exited = { type: 'child.exited'; id: string; abnormal: boolean; error: unknown }
/** A child that was asked to stop did not answer at once: the partition's word to itself, which comes after an answer. */
export type Silent = { type: 'child.silent'; id: string }
/** All children that were to start have started, or have failed to. */
export type Launched = { type: 'partition.started' }
/** All children that were to stop have stopped. `round` tells this answer from one to an older request. */
export type Halted = { type: 'partition.halted'; round: number }

export type PartitionEvents =
  | { type: 'start'; children: readonly Child[] }
  /** The partition shall stop these children one after the other, the last first. */
  | { type: 'halt'; children: readonly Child[]; round: number }
  | Yielded
  | Silent
  | Due
  | ErrorActorEvent<unknown, string>
  | DoneActorEvent<unknown, string>

export interface PartitionInput {
  /** The supervisor's path, for its reports. */
  readonly supervisor: string
}

export interface PartitionContext extends PartitionInput {
  readonly children: ReadonlyMap<string, Child>
  /** The children that are still to be stopped; the last of them has been asked. */
  readonly queue: readonly Child[]
  readonly round: number
}

/** Asks a child for its start. A child whose `start` throws fails like one that started and crashed. */
function starting(child: Child): ChildStart {
  try {
    return child.spec.start(child.generation)
  } catch (error) {
    return { logic: fromPromise(() => Promise.reject(error)), input: undefined }
  }
}

/** A supervisor says this when it ends. One that gave up has ended as abnormally as one that crashed. */
interface LastWords {
  readonly reason?: string
  readonly error?: unknown
}

/** Tells which child is gone, or has to go, and how. */
function departure({ context, event }: { context: PartitionContext; event: PartitionEvents }): ChildEnded {
  const { supervisor, queue } = context
  const ended = (id: string, how: Ending, error?: unknown): ChildEnded => ({
    type: 'child.ended',
    supervisor,
    id,
    how,
    error,
  })
  if (event.type === 'child.yielded') return ended(event.id, 'stopped')
  if (!('actorId' in event)) return ended(queue.at(-1)?.id ?? '', 'killed')
  const id = event.actorId
  if ('error' in event) return ended(id, 'crashed', event.error)
  const { reason, error }: LastWords = Object(event.output)
  if (reason === 'max-intensity') return ended(id, 'crashed', error)
  return ended(id, queue.some((child) => child.id === id) ? 'stopped' : 'finished')
}

/** Those of the children that are still here: one may have gone before its turn came. */
const held = (context: PartitionContext, children: readonly Child[]): readonly Child[] =>
  children.filter((child) => context.children.has(child.id))

const partition = setup({
  types: { context: {} as PartitionContext, events: {} as PartitionEvents, input: {} as PartitionInput },
  actors: { wait },
  guards: {
    isStranger: ({ context }, { id }: ChildEnded) => !context.children.has(id),
    isNobody: ({ context }, params: { children: readonly Child[] }) =>
      held(context, params.children).length === 0,
    isOneLeft: ({ context }) => context.queue.length === 1,
    isLast: ({ context }, { id }: ChildEnded) => context.queue.length === 1 && context.queue[0]?.id === id,
    isAsked: ({ context }, { id }: { id: string }) => context.queue.at(-1)?.id === id,
    isCondemned: ({ context }, { id }: ChildEnded) => context.queue.some((child) => child.id === id),
  },
  actions: {
    start: assign(({ context, spawn }, { children }: { children: readonly Child[] }) => {
      for (const child of children) {
        const { logic, input, systemId } = starting(child)
        const actor: unknown = spawn(logic as never, { id: child.id, systemId, input } as never)
        lean(actor as AnyActorRef)
      }
      return {
        children: new Map([...context.children, ...children.map((child) => [child.id, child] as const)]),
      }
    }),
    condemn: assign(({ context }, { children, round }: { children: readonly Child[]; round: number }) => ({
      queue: held(context, children),
      round,
    })),
    // The partition tells itself by a message, because XState ends a child that is buried in this step only after the
    // step's plain actions.
    ask: sendTo(({ context }) => context.queue.at(-1)?.id ?? '', { type: 'stop' }),
    listen: sendTo(
      ({ self }) => self,
      ({ context }): Silent => ({ type: 'child.silent', id: context.queue.at(-1)?.id ?? '' }),
    ),
    // Only a child that doesn't answer at once gets a wait: most answer at once, and a wait would cost more than all the
    // rest.
    beginWait: spawnChild('wait', {
      id: 'wait',
      input: ({ context }: { context: PartitionContext }): WaitInput => ({
        ms: context.queue.at(-1)?.spec.shutdown ?? null,
        isBound: true,
      }),
    }),
    endWait: stopChild('wait'),
    report: (_, _report: ChildEnded) => {},
    // Forgets a child, and ends whatever it left running.
    bury: enqueueActions(({ context, enqueue, self }, { id }: ChildEnded) => {
      const ref = self.getSnapshot().children[id] as AnyActorRef | undefined
      enqueue(() => reap(ref))
      enqueue.stopChild(id)
      const children = new Map(context.children)
      children.delete(id)
      enqueue.assign({ children, queue: context.queue.filter((child) => child.id !== id) })
    }),
    tell: sendParent(
      (_, { id, how, error }: ChildEnded): Exited => ({
        type: 'child.exited',
        id,
        abnormal: how === 'crashed',
        error,
      }),
    ),
    confirm: sendParent({ type: 'partition.started' } satisfies Launched),
    answer: sendParent(({ context }): Halted => ({ type: 'partition.halted', round: context.round })),
  },
})

const buried = [
  { type: 'report', params: departure },
  { type: 'bury', params: departure },
] as const
const gone = [
  // The incarnation is buried already; this is a late word of it.
  { guard: { type: 'isStranger', params: departure }, actions: [] },
  { actions: [...buried, { type: 'tell', params: departure }] },
] as const
const goneMeanwhile = [
  { guard: { type: 'isLast', params: departure }, target: 'open', actions: [...buried, 'answer'] },
  { guard: { type: 'isAsked', params: departure }, target: 'halting', reenter: true, actions: buried },
  { guard: { type: 'isCondemned', params: departure }, actions: buried },
  ...gone,
] as const

/** The chart of a partition. */
export const partitionMachine = partition.createMachine({
  id: 'partition',
  context: ({ input }) => ({ ...input, children: new Map(), queue: [], round: 0 }),
  initial: 'open',
  states: {
    open: {
      on: {
        start: { actions: [{ type: 'start', params: ({ event }) => event }, 'confirm'] },
        halt: [
          {
            guard: { type: 'isNobody', params: ({ event }) => event },
            actions: [{ type: 'condemn', params: ({ event }) => event }, 'answer'],
          },
          { target: 'halting', actions: { type: 'condemn', params: ({ event }) => event } },
        ],
        'child.yielded': gone,
        'xstate.done.actor.*': gone,
        'xstate.error.actor.*': gone,
      },
    },
    halting: {
      entry: ['ask', 'listen'],
      exit: 'endWait',
      on: {
        'child.silent': { guard: { type: 'isAsked', params: ({ event }) => event }, actions: 'beginWait' },
        due: [
          { guard: 'isOneLeft', target: 'open', actions: [...buried, 'answer'] },
          { target: 'halting', reenter: true, actions: buried },
        ],
        halt: {
          target: 'halting',
          reenter: true,
          actions: { type: 'condemn', params: ({ event }) => event },
        },
        'child.yielded': goneMeanwhile,
        'xstate.done.actor.*': goneMeanwhile,
        'xstate.error.actor.*': goneMeanwhile,
      },
    },
  },
})
