/**
 * The supervisor machine: which children run, in which order they start and stop, and what follows when one ends.
 *
 * It decides as OTP's does. While it restarts or removes children it is busy, and whatever happens meanwhile waits its
 * turn. After more restarts within the sliding period than its intensity allows, it stops its children and itself; a root
 * may cool down and start again instead.
 *
 * @module
 */

import type { WaitInput } from './effect-slots.ts'
import type { Exited, Halted } from './partition.ts'
import type { Report } from './supervisor-reports.ts'
import {
  type Add,
  dismissed,
  enroll,
  type Remove,
  type SupervisorContext,
  specsOf,
  supervisorSetup,
} from './supervisor-setup.ts'

const theEvent = <E>({ event }: { event: E }): E => event
const startAll = [{ type: 'start', params: { names: 'all' } }, 'startNext'] as const
/** Says who leaves for good, before the supervisor forgets them. */
const left = {
  type: 'tellLeft',
  params: ({ context, event }: { context: SupervisorContext; event: Exited | Remove }) => ({
    specs: specsOf(context.children, event),
  }),
} as const
const rebear = [
  {
    type: 'tellLeft',
    params: ({ context }: { context: SupervisorContext }) => ({ specs: dismissed(context) }),
  },
  'rebear',
  { type: 'start', params: ({ context }: { context: SupervisorContext }) => ({ names: context.reborn }) },
  'startNext',
] as const
const restarting = {
  type: 'report',
  params: ({ context, event }: { context: SupervisorContext; event: Exited }): Report => ({
    type: 'restarting',
    supervisor: context.path,
    id: event.id,
    children: context.reborn,
    error: event.error,
    restarts: context.restarts.length,
  }),
} as const
const countedRestart = [
  'countRestart',
  { type: 'condemnWith', params: theEvent<Exited> },
  restarting,
] as const

/** Children that are added or removed now wait until it is known what becomes of the others. */
const later = {
  add: { actions: { type: 'defer', params: theEvent<Add> } },
  remove: { actions: { type: 'defer', params: theEvent<Remove> } },
} as const

/**
 * Stops the condemned children, then starts those that are reborn. OTP's supervisor answers nobody meanwhile; this one
 * obeys a stop.
 */
const busy = {
  'child.exited': [
    { guard: { type: 'isCondemned', params: theEvent<Exited> }, actions: [] },
    { actions: { type: 'defer', params: theEvent<Exited> } },
  ],
  ...later,
  stop: 'stopping',
} as const
const oldAnswer = { guard: { type: 'isOldAnswer', params: theEvent<Halted> }, actions: [] } as const
const moreToStop = { guard: 'hasMoreToStop', actions: 'haltNext' } as const
const allStopped = { target: 'running', actions: rebear } as const

/** The chart of a supervisor. */
export const supervisorMachine = supervisorSetup.createMachine({
  id: 'supervisor',
  context: ({ input }) => ({
    ...input,
    children: enroll(input.children),
    partitions: 0,
    starting: [],
    isStarting: false,
    restarts: [],
    condemned: [],
    halting: [],
    reborn: [],
    round: 0,
    backlog: [],
    reason: 'shutdown',
    error: undefined,
  }),
  entry: startAll,
  initial: 'running',
  on: { 'partition.started': { actions: 'noteStarted' } },
  output: ({ context }) => ({ reason: context.reason, error: context.error }),
  states: {
    running: {
      entry: 'replay',
      on: {
        'child.exited': [
          { guard: { type: 'isStranger', params: theEvent }, actions: [] },
          {
            guard: { type: 'staysAway', params: theEvent },
            actions: [left, { type: 'forget', params: theEvent }],
          },
          {
            guard: 'isOneTooMany',
            target: 'stopping',
            actions: [
              { type: 'giveUp', params: theEvent },
              {
                type: 'report',
                params: ({ context, event }) => ({
                  type: 'gave-up',
                  supervisor: context.path,
                  id: event.id,
                  error: event.error,
                }),
              },
            ],
          },
          {
            guard: { type: 'hasSiblingsToStop', params: theEvent },
            target: 'restarting',
            actions: countedRestart,
          },
          { actions: [...countedRestart, ...rebear] },
        ],
        add: [
          { guard: { type: 'isKnown', params: ({ event }) => event.spec }, actions: [] },
          {
            actions: [
              { type: 'enroll', params: theEvent },
              { type: 'start', params: ({ event }) => ({ names: [event.spec.name] }) },
              'startNext',
            ],
          },
        ],
        remove: {
          guard: { type: 'isKnown', params: theEvent },
          target: 'removing',
          actions: { type: 'condemnOne', params: theEvent },
        },
        'partition.started': { actions: ['noteStarted', 'startNext'] },
        stop: 'stopping',
      },
    },
    restarting: {
      entry: 'haltNext',
      on: { ...busy, 'partition.halted': [oldAnswer, moreToStop, allStopped] },
    },
    removing: { entry: 'haltNext', on: { ...busy, 'partition.halted': [oldAnswer, allStopped] } },
    stopping: {
      entry: ['condemnAll', 'haltNext'],
      on: {
        'partition.halted': [
          oldAnswer,
          moreToStop,
          { guard: 'coolsDown', target: 'cooling' },
          { target: 'stopped' },
        ],
        ...later,
        stop: { actions: 'obey' },
      },
    },
    cooling: {
      entry: 'replay',
      invoke: { src: 'wait', input: ({ context }): WaitInput => ({ ms: context.coolDown }) },
      on: {
        due: {
          target: 'running',
          actions: [
            'renew',
            ...startAll,
            { type: 'report', params: ({ context }) => ({ type: 'resumed', supervisor: context.path }) },
          ],
        },
        // No child lives now, so an addition or a removal takes effect when all are started again.
        add: [
          { guard: { type: 'isKnown', params: ({ event }) => event.spec }, actions: [] },
          { actions: { type: 'enroll', params: theEvent } },
        ],
        remove: { actions: [left, { type: 'strike', params: theEvent }] },
        stop: { target: 'stopped', actions: 'obey' },
      },
    },
    stopped: {
      type: 'final',
      entry: { type: 'report', params: ({ context }) => ({ type: 'stopped', supervisor: context.path }) },
    },
  },
})
