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

export interface RolloutContext extends RolloutInput {
  /** The cut of the next stage, once the present one has baked: who is within it tries behind what is live. */
  readonly ahead?: StageCut | undefined
  /** Why it is in its state. */
  readonly why: string | undefined
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
  /** The stage takes longer than it may. */
  | { readonly type: 'overdue'; readonly why: string }
  /** A gate has refused it, a process died of it, or too many are not well with it. */
  | { readonly type: 'harmed'; readonly why: string }
  /** Another publication has taken its place. */
  | { readonly type: 'supersede'; readonly why: string }
  | { readonly type: Exclude<RolloutDeed, 'resume'>; readonly why: string }
  /** It goes on, with the fleet as it is now. */
  | ({ readonly type: 'resume' } & StageCut)

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
      why: undefined,
    })),
    widen: assign(({ context: { stage, ahead } }) =>
      ahead === undefined ? {} : { stage: stage + 1, ...ahead, ahead: undefined, why: undefined },
    ),
    dismiss: assign({ ahead: undefined }),
    recount: assign(({ context }, { cut, need }: StageCut) => ({
      cut: Math.max(context.cut, cut),
      need,
      why: undefined,
    })),
    note: assign((_, { why }: { why: string }) => ({ why })),
    forget: assign({ why: undefined }),
  },
})

const note = { type: 'note', params: ({ event }: { event: { why: string } }) => event } as const

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
  context: ({ input }) => ({ ...input, why: undefined }),
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
