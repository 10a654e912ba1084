/**
 * The chart of a rollout: what a publication may reach, and what ends that. It goes on by what was seen of a fleet, and by
 * what people do; it keeps no time, and looks at nothing itself.
 *
 * @module
 */

import { assign, setup } from 'xstate'

/** Where the ranks of a fleet are cut for a stage, and how many instances have to say that all is well. */
export interface StageCut {
  readonly cut: number
  readonly need: number
}

export interface RolloutInput extends StageCut {
  /** Which of the stages, from 0. */
  readonly stage: number
  /** How many stages there are. */
  readonly stages: number
  readonly onSilence: 'pause' | 'halt'
}

/**
 * What has brought it into its state: a gate that refused it, a process that died over it, too much ill health, silence, pins
 * by which nobody has tried it, a stage that took too long, or somebody by hand.
 */
export type RolloutCause = 'gate' | 'crash' | 'health' | 'silence' | 'pin' | 'time' | 'hand'

export interface RolloutContext extends RolloutInput {
  /** The cut of the next stage, once the present one has baked: who is within it tries behind what is live. */
  readonly ahead?: StageCut | undefined
  /** Why it is in its state, in words. */
  readonly why: string | undefined
  /** The same for whoever goes by it. */
  readonly cause: RolloutCause | undefined
}

/** What somebody does by hand. Who it was, and why, is part of the words. */
export type RolloutDeed = 'pause' | 'resume' | 'halt' | 'promote'

export type RolloutEvents =
  /** All of the stage are well, and its bake is over; with the cut of the next one, who get ready. */
  | ({ readonly type: 'baked' } & StageCut)
  /** All of the next stage have it behind what is live, and their gates are well with it. */
  | { readonly type: 'ready' }
  /** Somebody who should have said something has not. */
  | { readonly type: 'silent'; readonly why: string }
  /** All of the stage have said that they hold what somebody has pinned on them: nobody has tried it. */
  | { readonly type: 'untried'; readonly why: string }
  /** The stage takes longer than it may. */
  | { readonly type: 'overdue'; readonly why: string }
  /** A gate has refused it, a process died of it, or too many are not well with it. */
  | { readonly type: 'harmed'; readonly why: string; readonly cause: 'gate' | 'crash' | 'health' }
  /** Another publication has taken its place. */
  | { readonly type: 'supersede'; readonly why: string }
  | { readonly type: Exclude<RolloutDeed, 'resume'>; readonly why: string }
  /** It goes on, with the fleet as it is now. */
  | ({ readonly type: 'resume' } & StageCut)

const NOTHING = { why: undefined, cause: undefined } as const

const rollout = setup({
  types: {
    context: {} as RolloutContext,
    events: {} as RolloutEvents,
    input: {} as RolloutInput,
  },
  guards: {
    isLast: ({ context }) => context.stage + 1 >= context.stages,
    haltsOnSilence: ({ context }) => context.onSilence === 'halt',
  },
  actions: {
    // Who is in stays in, however the fleet has changed.
    call: assign(({ context }, { cut, need }: StageCut) => ({
      ahead: { cut: Math.max(context.cut, context.ahead?.cut ?? 0, cut), need },
      ...NOTHING,
    })),
    widen: assign(({ context: { stage, ahead } }) =>
      ahead === undefined ? {} : { stage: stage + 1, ...ahead, ahead: undefined, ...NOTHING },
    ),
    dismiss: assign({ ahead: undefined }),
    recount: assign(({ context }, { cut, need }: StageCut) => ({
      cut: Math.max(context.cut, cut),
      need,
      ...NOTHING,
    })),
    note: assign((_, noted: Pick<RolloutContext, 'why' | 'cause'>) => noted),
    forget: assign(NOTHING),
  },
})

type Told = Extract<RolloutEvents, { readonly why: string }>

function causeOf(event: Told): RolloutCause | undefined {
  switch (event.type) {
    case 'harmed':
      return event.cause
    case 'silent':
      return 'silence'
    case 'untried':
      return 'pin'
    case 'overdue':
      return 'time'
    case 'supersede':
      return undefined
    default:
      return 'hand'
  }
}

const note = {
  type: 'note',
  params: ({ event }: { event: Told }) => ({ why: event.why, cause: causeOf(event) }),
} as const

const to = <S extends string>(target: S) => ({ target, actions: note })

/** What may happen at any time until it has ended. */
const always = {
  harmed: to('halted'),
  halt: to('halted'),
  promote: to('done'),
  supersede: to('superseded'),
} as const

/** The chart of a rollout. */
export const rolloutMachine = rollout.createMachine({
  id: 'rollout',
  context: ({ input }) => ({ ...input, ...NOTHING }),
  initial: 'staged',
  states: {
    staged: {
      // Whoever goes on later goes on with the fleet as it is then.
      exit: 'dismiss',
      on: {
        ...always,
        baked: [
          { guard: 'isLast', target: 'done', actions: 'forget' },
          { actions: { type: 'call', params: ({ event }) => event } },
        ],
        ready: { actions: 'widen' },
        silent: [{ guard: 'haltsOnSilence', ...to('halted') }, to('paused')],
        untried: to('paused'),
        overdue: to('paused'),
        pause: to('paused'),
      },
    },
    paused: {
      on: {
        ...always,
        resume: { target: 'staged', actions: { type: 'recount', params: ({ event }) => event } },
      },
    },
    halted: { type: 'final' },
    done: { type: 'final' },
    superseded: { type: 'final' },
  },
})
