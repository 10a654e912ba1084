/** The words of the supervisor's chart: its context and events, and what its guards and actions mean. @module */

import { assign, enqueueActions, setup } from 'xstate'
import { type Child, type ChildSpec, incarnation } from './child.ts'
import { type Exited, type Halted, PARTITION_SIZE, partitionMachine } from './partition.ts'
import type { Report } from './report.ts'
import {
  comesBack,
  exceedsIntensity,
  type Intensity,
  recentRestarts,
  type Strategy,
  sharedFate,
} from './restart.ts'
import { type Due, wait } from './slots.ts'

export interface SupervisorInput {
  /** For reports: `root`, or `root/blocklists`. */
  readonly path: string
  readonly children: readonly ChildSpec[]
  readonly strategy: Strategy
  readonly intensity: Intensity
  /** After giving up: start again after so many ms; `null`: stop for good, as OTP does. */
  readonly coolDown: number | null
  /** Monotonic, in ms. */
  readonly now: () => number
}

export interface SupervisorContext extends Omit<SupervisorInput, 'children'> {
  /** In start order. */
  readonly children: readonly Child[]
  /** How many partitions are spawned. */
  readonly partitions: number
  /** When there were restarts, within the period. */
  readonly restarts: readonly number[]
  /** Children whose incarnation ends now, and those of them that have still to be asked to stop; in start order. */
  readonly condemned: readonly Child[]
  readonly halting: readonly Child[]
  /** The names of those among the condemned that are started again. */
  readonly reborn: readonly string[]
  /** Tells the partitions' answers to the present request apart from older ones. */
  readonly round: number
  /** What happened while it was busy. */
  readonly backlog: readonly Deferred[]
  readonly reason: 'shutdown' | 'max-intensity'
  readonly error: unknown
}

export type Add = { type: 'add'; spec: ChildSpec }
export type Remove = { type: 'remove'; name: string }
export type Deferred = Exited | Add | Remove
export type SupervisorEvents = Deferred | Halted | { type: 'stop' } | Due

/** How a supervisor ended; a parent takes `max-intensity` for a crash. */
export interface SupervisorOutput {
  readonly reason: 'shutdown' | 'max-intensity'
  readonly error: unknown
}

const partitionId = (index: number): string => `partition#${index}`

/** The children, each in its first incarnation, spread over partitions. */
export const enroll = (specs: readonly ChildSpec[]): Child[] =>
  specs.map((spec, index) =>
    incarnation(spec, spec.generation, partitionId(Math.floor(index / PARTITION_SIZE))),
  )

/** The last partition, if it has room, else a new one. */
function vacancy({ children, partitions }: SupervisorContext): string {
  const last = partitionId(partitions - 1)
  const held = children.filter((child) => child.partition === last).length
  return held < PARTITION_SIZE ? last : partitionId(partitions)
}

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
      children: [...context.children, incarnation(spec, spec.generation, vacancy(context))],
    })),
    strike: assign(({ context }, { name }: { name: string }) => ({
      children: context.children.filter((child) => child.spec.name !== name),
    })),
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
        incarnation(spec, generation + 1, partition),
      ),
      condemned: [],
      restarts: [],
      reason: 'shutdown' as const,
      error: undefined,
    })),
    replay: enqueueActions(({ context, enqueue }) => {
      enqueue.assign({ backlog: [] })
      for (const event of context.backlog) enqueue.raise(event as never)
    }),
    // One partition after the other, the last first; an empty request is answered too, so that nothing to stop is no case of its own.
    haltNext: enqueueActions(({ context, enqueue }) => {
      const partition = context.halting.at(-1)?.partition ?? partitionId(0)
      const round = context.round + 1
      const isHere = (child: Child) => child.partition === partition
      enqueue.assign({ round, halting: context.halting.filter((child) => !isHere(child)) })
      enqueue.sendTo(partition, { type: 'halt', children: context.halting.filter(isHere), round })
    }),
    rebear: assign(({ context }) => {
      const condemned = new Set(context.condemned)
      const reborn = new Set(context.reborn)
      return {
        children: context.children.flatMap((child) => {
          if (!condemned.has(child)) return child
          const { spec, generation, partition } = child
          return reborn.has(spec.name) ? incarnation(spec, generation + 1, partition) : []
        }),
        condemned: [],
      }
    }),
    start: enqueueActions(({ context, enqueue }, { names }: { names: readonly string[] | 'all' }) => {
      const wanted = names === 'all' ? undefined : new Set(names)
      const byPartition = new Map<string, Child[]>([[partitionId(0), []]])
      for (const child of context.children) {
        if (wanted !== undefined && !wanted.has(child.spec.name)) continue
        const members = byPartition.get(child.partition)
        if (members === undefined) byPartition.set(child.partition, [child])
        else members.push(child)
      }
      const { path } = context
      for (let index = context.partitions; byPartition.has(partitionId(index)); index++) {
        enqueue.spawnChild('partition', { id: partitionId(index), input: { supervisor: path } } as never)
        enqueue.assign({ partitions: index + 1 })
      }
      for (const [id, children] of byPartition)
        if (children.length > 0) enqueue.sendTo(id, { type: 'start', children })
    }),
  },
})
