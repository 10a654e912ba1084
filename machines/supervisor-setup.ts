/** The words of the supervisor's chart: its context and events, and what its guards and actions mean. @module */

import { assign, enqueueActions, setup } from 'xstate'
import { type Child, type ChildSpec, incarnationOf } from './child.ts'
import { type Due, wait } from './effect-slots.ts'
import { type Exited, type Halted, type Launched, PARTITION_SIZE, partitionMachine } from './partition.ts'
import {
  comesBack,
  exceedsIntensity,
  type Intensity,
  recentRestarts,
  type Strategy,
  sharedFate,
} from './restart.ts'
import type { Report } from './supervisor-reports.ts'

export interface SupervisorInput {
  /** Where the supervisor stands, such as `root` or `root/blocklists`; its reports say so. */
  readonly path: string
  readonly children: readonly ChildSpec[]
  readonly strategy: Strategy
  readonly intensity: Intensity
  /** How many ms after giving up the supervisor starts again; `null` means that it stops for good, as OTP's does. */
  readonly coolDown: number | null
  /** A clock that only goes forward, in ms. */
  readonly now: () => number
}

export interface SupervisorContext extends Omit<SupervisorInput, 'children'> {
  /** The children, in the order in which they start. */
  readonly children: readonly Child[]
  /** How many partitions have been spawned. */
  readonly partitions: number
  /** The children that start when the partition that is starting others has done so, in start order. */
  readonly starting: readonly Child[]
  /** Whether a partition is starting children now. */
  readonly isStarting: boolean
  /** The times of the restarts within the period. */
  readonly restarts: readonly number[]
  /**
   * The children whose incarnations are being ended, and those of them that have still to be asked to stop, both in start
   * order.
   */
  readonly condemned: readonly Child[]
  readonly halting: readonly Child[]
  /** The names of the condemned children that are started again. */
  readonly reborn: readonly string[]
  /** The number of the present request: it tells the partitions' answers to it from answers to older ones. */
  readonly round: number
  /** What happened while the supervisor was busy. */
  readonly backlog: readonly Deferred[]
  readonly reason: 'shutdown' | 'max-intensity'
  readonly error: unknown
}

export type Add = { type: 'add'; spec: ChildSpec }
export type Remove = { type: 'remove'; name: string }
export type Deferred = Exited | Add | Remove
export type SupervisorEvents = Deferred | Launched | Halted | { type: 'stop' } | Due

/** How a supervisor ended. Its parent takes `max-intensity` for a crash. */
export interface SupervisorOutput {
  readonly reason: 'shutdown' | 'max-intensity'
  readonly error: unknown
}

const partitionId = (index: number): string => `partition#${index}`

/** Makes the children out of their specifications, each in its first incarnation, spread over partitions. */
export const enroll = (specs: readonly ChildSpec[]): Child[] =>
  specs.map((spec, index) =>
    incarnationOf(spec, spec.generation, partitionId(Math.floor(index / PARTITION_SIZE))),
  )

const partitionIndex = (id = partitionId(0)): number => Number(id.slice(id.indexOf('#') + 1))

/**
 * The partition that a newcomer goes to: the last child's if it has room, else the first one that has, so that no room is
 * lost as children go.
 */
function vacancy(children: readonly Child[]): string {
  const held = new Map<string, number>()
  for (const { partition } of children) held.set(partition, (held.get(partition) ?? 0) + 1)
  const hasRoom = (id: string) => (held.get(id) ?? 0) < PARTITION_SIZE
  const last = children.at(-1)?.partition
  if (last !== undefined && hasRoom(last)) return last
  let index = 0
  while (!hasRoom(partitionId(index))) index++
  return partitionId(index)
}

/** The condemned children that are not started again. */
export function dismissed({ condemned, reborn }: SupervisorContext): ChildSpec[] {
  const back = new Set(reborn)
  return condemned.map(({ spec }) => spec).filter(({ name }) => !back.has(name))
}

/** The specifications of the children with that name or incarnation: one, or none. */
export const specsOf = (
  children: readonly Child[],
  { name, id }: { name?: string; id?: string },
): ChildSpec[] =>
  children.filter((child) => child.id === id || child.spec.name === name).map(({ spec }) => spec)

export const supervisorSetup = setup({
  types: {
    context: {} as SupervisorContext,
    events: {} as SupervisorEvents,
    input: {} as SupervisorInput,
    output: {} as SupervisorOutput,
  },
  actors: { wait, partition: partitionMachine },
  guards: {
    isStranger: ({ context }, { id }: Exited) => !context.children.some((child) => child.id === id),
    staysAway: ({ context }, { id, abnormal }: Exited) =>
      context.children.some((child) => child.id === id && !comesBack(child.spec.restart, abnormal)),
    isOneTooMany: ({ context }) => exceedsIntensity(context.restarts, context.now(), context.intensity),
    hasSiblingsToStop: ({ context }, { id }: Exited) => {
      const index = context.children.findIndex((child) => child.id === id)
      return sharedFate(context.children, index, context.strategy).length > 1
    },
    isCondemned: ({ context }, { id }: Exited) => context.condemned.some((child) => child.id === id),
    isKnown: ({ context }, { name }: { name: string }) =>
      context.children.some((child) => child.spec.name === name),
    isOldAnswer: ({ context }, { round }: Halted) => round !== context.round,
    hasMoreToStop: ({ context }) => context.halting.length > 0,
    coolsDown: ({ context }) => context.reason === 'max-intensity' && context.coolDown !== null,
  },
  actions: {
    report: (_, _report: Report) => {},
    enroll: assign(({ context }, { spec }: Add) => ({
      children: [...context.children, incarnationOf(spec, spec.generation, vacancy(context.children))],
    })),
    strike: assign(({ context }, { name }: { name: string }) => ({
      children: context.children.filter((child) => child.spec.name !== name),
    })),
    tellLeft: enqueueActions(({ context, enqueue }, { specs }: { specs: readonly ChildSpec[] }) => {
      for (const spec of specs) {
        const left: Report = { type: 'left', supervisor: context.path, spec }
        enqueue({ type: 'report', params: left } as never)
      }
    }),
    forget: assign(({ context }, { id }: Exited) => ({
      children: context.children.filter((child) => child.id !== id),
    })),
    countRestart: assign(({ context }) => ({
      restarts: [...recentRestarts(context.restarts, context.now(), context.intensity), context.now()],
    })),
    condemnWith: assign(({ context }, { id }: Exited) => {
      const index = context.children.findIndex((child) => child.id === id)
      const condemned = sharedFate(context.children, index, context.strategy)
      const reborn = condemned.filter((child) => child.id === id || child.spec.restart !== 'temporary')
      return {
        condemned,
        halting: condemned.filter((child) => child.id !== id),
        reborn: reborn.map((child) => child.spec.name),
      }
    }),
    condemnOne: assign(({ context }, { name }: Remove) => {
      const condemned = context.children.filter((child) => child.spec.name === name)
      return { condemned, halting: condemned, reborn: [] }
    }),
    condemnAll: assign(({ context }) => ({
      condemned: context.children,
      halting: context.children,
      reborn: [],
    })),
    giveUp: assign((_, { error }: Exited) => ({ reason: 'max-intensity' as const, error })),
    obey: assign({ reason: 'shutdown', error: undefined }),
    defer: assign(({ context }, event: Deferred) => ({ backlog: [...context.backlog, event] })),
    renew: assign(({ context }) => ({
      children: context.children.map(({ spec, generation, partition }) =>
        incarnationOf(spec, generation + 1, partition),
      ),
      condemned: [],
      isStarting: false,
      restarts: [],
      reason: 'shutdown' as const,
      error: undefined,
    })),
    replay: enqueueActions(({ context, enqueue }) => {
      enqueue.assign({ backlog: [] })
      for (const event of context.backlog) enqueue.raise(event as never)
    }),
    // Asks one partition after the other, the last first. A partition answers an empty request as well, so "nothing to
    // stop" needs no case of its own.
    haltNext: enqueueActions(({ context, enqueue }) => {
      const partition = context.halting.at(-1)?.partition ?? partitionId(0)
      const round = context.round + 1
      const first = context.halting.findLastIndex((child) => child.partition !== partition) + 1
      enqueue.assign({ round, halting: context.halting.slice(0, first) })
      enqueue.sendTo(partition, { type: 'halt', children: context.halting.slice(first), round })
    }),
    rebear: assign(({ context }) => {
      const condemned = new Set(context.condemned)
      const reborn = new Set(context.reborn)
      return {
        children: context.children.flatMap((child) => {
          if (!condemned.has(child)) return child
          const { spec, generation, partition } = child
          return reborn.has(spec.name) ? incarnationOf(spec, generation + 1, partition) : []
        }),
        condemned: [],
      }
    }),
    start: enqueueActions(({ context, enqueue }, { names }: { names: readonly string[] | 'all' }) => {
      // The children that still wait for their start are wanted as well, unless they have gone or are reborn.
      const wanted = new Set<unknown>(names === 'all' ? context.children : [...names, ...context.starting])
      const starting = context.children.filter((child) => wanted.has(child) || wanted.has(child.spec.name))
      const last = partitionIndex(starting.at(-1)?.partition)
      const input = { supervisor: context.path }
      for (let index = context.partitions; index <= last; index++) {
        enqueue.spawnChild('partition', { id: partitionId(index), input } as never)
        enqueue.assign({ partitions: index + 1 })
      }
      enqueue.assign({ starting })
    }),
    noteStarted: assign({ isStarting: false }),
    // Starts one partition after the other. A partition that is busy would start its children only after those of the
    // next one.
    startNext: enqueueActions(({ context, enqueue }) => {
      const [first] = context.starting
      if (context.isStarting || first === undefined) return
      const next = context.starting.findIndex((child) => child.partition !== first.partition)
      const count = next === -1 ? context.starting.length : next
      enqueue.assign({ starting: context.starting.slice(count), isStarting: true })
      enqueue.sendTo(first.partition, { type: 'start', children: context.starting.slice(0, count) })
    }),
  },
})
