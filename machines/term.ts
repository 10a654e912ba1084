/**
 * The term machine: when a remote datum is asked for, fetched, decoded and stored, and what follows a failure.
 *
 * Each failure leads to `backoff`, however many there are, and the last good value stays. A fatal one is left unhandled:
 * the machine ends in error, and its supervisor decides what follows.
 *
 * @module
 */

import { assign, sendParent, setup } from 'xstate'
import { type Backoff, backoffDelay, probeDelay } from './delay.ts'
import { type Due, type WaitInput, wait, work } from './effect-slots.ts'
import { type Failure, failureOf } from './failure.ts'

/** Why an attempt began. */
export type Trigger = 'start' | 'schedule' | 'freshness' | 'retry' | 'manual' | 'hint'

/** The numbers a term lives by, in ms. */
export interface TermPolicy {
  /** The time from the end of an attempt to the next probe; `null` means that no probe begins by itself. */
  readonly interval: number | null
  /**
   * Whether the interval is a default that nobody asked for. An interval that the fetcher suggests then takes its place.
   */
  readonly isDefaultInterval?: boolean | undefined
  readonly backoff: Backoff
  /** How many failures in a row end the incarnation. */
  readonly maxFailures: number
}

export interface TermInput {
  /** What the effects work on. The charts pass it on and never look inside. */
  readonly desk: object
  readonly policy: TermPolicy
  /** Rolls the dice: any number in [0, 1), all alike. */
  readonly random: () => number
  /** A clock that only goes forward, in ms. */
  readonly now: () => number
  /**
   * Asks the budget of the origin how long the retry after so many failures in a row has to wait at least, in ms. Absent:
   * the backoff alone decides.
   */
  readonly earliest?: ((desk: object, failures: number) => number) | undefined
}

export interface TermContext extends TermInput {
  readonly trigger: Trigger
  /** How many attempts in a row have failed. */
  readonly failures: number
  readonly lastFailure: Failure | undefined
  /** How long the origin calls the value fresh, from `probedAt` on. */
  readonly freshFor: number | undefined
  /** The interval that the fetcher suggests. */
  readonly suggested: number | undefined
  /** When the probe answered. A body that comes slowly gets older on its way. */
  readonly probedAt: number
  /** How long the present `idle` or `backoff` lasts; `null` means for ever. */
  readonly delay: number | null
  /** Whether the term was told to stop while it was storing; it goes when that is done. */
  readonly leaving: boolean
}

export type TermEvents = { type: 'refresh'; trigger?: 'hint' } | { type: 'stop' } | Due

/** A term that was told to stop is at rest; its partition hears this. */
export type Yielded = { type: 'child.yielded'; id: string }

export interface AttemptInput {
  readonly desk: object
  readonly trigger: Trigger
}
export interface Probed {
  readonly changed: boolean
  /** How long the origin calls its answer fresh, from now on. */
  readonly freshFor: number | undefined
  /** The interval that the fetcher suggests, where the user has none. */
  readonly interval?: number | undefined
}
export interface Downloaded {
  /** Whether the bytes are the published ones, so that there is nothing to decode. */
  readonly same: boolean
}

export interface Stored {
  /** Whether a pin keeps another edition live, so that this one waits. */
  readonly heldBack: boolean
}

const attempt = ({ context }: { context: TermContext }): AttemptInput => ({
  desk: context.desk,
  trigger: context.trigger,
})
/** For how much longer the value is fresh. */
const freshFor = ({ freshFor, probedAt, now }: TermContext): number | undefined =>
  freshFor === undefined ? undefined : Math.max(0, freshFor - Math.max(0, now() - probedAt))
const intervalOf = ({ policy, suggested }: TermContext): number | null =>
  policy.isDefaultInterval ? (suggested ?? policy.interval) : policy.interval
const rest = ({ context }: { context: TermContext }): WaitInput => ({ ms: context.delay })
const why = ({ event }: { event: { error: unknown } }) => ({ error: event.error })
const because = (trigger: Trigger) => ({ type: 'noteTrigger', params: { trigger } }) as const
const becauseAsked = {
  type: 'noteTrigger',
  params: ({ event }: { event: { trigger?: Trigger } }) => ({ trigger: event.trigger ?? 'manual' }),
} as const

/** What follows every failure but a fatal one, which nothing handles, so that the machine ends in error. */
const failing = {
  guard: { type: 'isTolerable', params: why },
  target: 'backoff',
  actions: [{ type: 'noteFailure', params: why }, 'planRetry', { type: 'concludeFailed', params: why }],
} as const

const term = setup({
  types: { context: {} as TermContext, events: {} as TermEvents, input: {} as TermInput },
  actors: {
    wait,
    probe: work<Probed, AttemptInput>('probe'),
    download: work<Downloaded, AttemptInput>('download'),
    decode: work<void, AttemptInput>('decode'),
    store: work<Stored, AttemptInput>('store'),
  },
  guards: {
    hasNewVersion: (_, params: Probed) => params.changed,
    hasSameContent: (_, params: Downloaded) => params.same,
    isTolerable: ({ context }, params: { error: unknown }) =>
      !failureOf(params.error).fatal && context.failures + 1 < context.policy.maxFailures,
    isHeldBack: (_, params: Stored) => params.heldBack,
    isLeaving: ({ context }) => context.leaving,
    leavesHeldBack: ({ context }, params: Stored) => context.leaving && params.heldBack,
    isFresh: ({ context }) => context.freshFor !== undefined,
  },
  actions: {
    noteTrigger: assign((_, params: { trigger: Trigger }) => params),
    noteFreshness: assign(({ context }, params: Probed) => ({
      freshFor: params.freshFor,
      suggested: params.interval,
      probedAt: context.now(),
    })),
    noteSuccess: assign({ failures: 0, lastFailure: undefined }),
    noteFailure: assign(({ context }, params: { error: unknown }) => ({
      failures: context.failures + 1,
      lastFailure: failureOf(params.error),
    })),
    planProbe: assign(({ context }) => ({
      delay: probeDelay(intervalOf(context), freshFor(context), context.random()),
    })),
    planRetry: assign(({ context }) => ({
      delay: backoffDelay(
        context.policy.backoff,
        {
          failures: context.failures,
          patient: context.lastFailure?.patient === true,
          retryAfterMs: context.lastFailure?.retryAfterMs,
          earliestMs: context.earliest?.(context.desk, context.failures),
        },
        context.random(),
      ),
    })),
    leaveSoon: assign({ leaving: true }),
    yield: sendParent(({ self }): Yielded => ({ type: 'child.yielded', id: self.id })),
    // These tell whoever listens how an attempt ended.
    concludeUnchanged: () => {},
    concludeUpdated: () => {},
    concludeFailed: (_, _params: { error: unknown }) => {},
  },
})

/** The chart of a term: exactly six states. */
export const termMachine = term.createMachine({
  id: 'term',
  context: ({ input: { desk, policy, random, now, earliest } }) => ({
    desk,
    policy,
    random,
    now,
    earliest,
    trigger: 'start',
    failures: 0,
    lastFailure: undefined,
    freshFor: undefined,
    suggested: undefined,
    probedAt: 0,
    delay: null,
    leaving: false,
  }),
  initial: 'probing',
  // A term that stops in any state but `storing` loses nothing that was published.
  on: { stop: { actions: 'yield' } },
  states: {
    idle: {
      invoke: { src: 'wait', input: rest },
      on: {
        due: [
          { guard: 'isFresh', target: 'probing', actions: because('freshness') },
          { target: 'probing', actions: because('schedule') },
        ],
        refresh: { target: 'probing', actions: becauseAsked },
      },
    },
    probing: {
      invoke: {
        src: 'probe',
        input: attempt,
        onDone: [
          {
            guard: { type: 'hasNewVersion', params: ({ event }) => event.output },
            target: 'downloading',
            actions: { type: 'noteFreshness', params: ({ event }) => event.output },
          },
          {
            target: 'idle',
            actions: [
              { type: 'noteFreshness', params: ({ event }) => event.output },
              'noteSuccess',
              'planProbe',
              'concludeUnchanged',
            ],
          },
        ],
        onError: failing,
      },
    },
    downloading: {
      invoke: {
        src: 'download',
        input: attempt,
        onDone: [
          {
            guard: { type: 'hasSameContent', params: ({ event }) => event.output },
            target: 'idle',
            actions: ['noteSuccess', 'planProbe', 'concludeUnchanged'],
          },
          { target: 'decoding' },
        ],
        onError: failing,
      },
    },
    decoding: {
      invoke: {
        src: 'decode',
        input: attempt,
        onDone: { target: 'storing' },
        onError: failing,
      },
    },
    storing: {
      // A `put` that has begun is not cut in half.
      on: { stop: { actions: 'leaveSoon' } },
      invoke: {
        src: 'store',
        input: attempt,
        onDone: [
          {
            guard: { type: 'leavesHeldBack', params: ({ event }) => event.output },
            target: 'idle',
            actions: ['noteSuccess', 'planProbe', 'concludeUnchanged', 'yield'],
          },
          {
            guard: { type: 'isHeldBack', params: ({ event }) => event.output },
            target: 'idle',
            actions: ['noteSuccess', 'planProbe', 'concludeUnchanged'],
          },
          {
            guard: 'isLeaving',
            target: 'idle',
            actions: ['noteSuccess', 'planProbe', 'concludeUpdated', 'yield'],
          },
          { target: 'idle', actions: ['noteSuccess', 'planProbe', 'concludeUpdated'] },
        ],
        onError: [{ guard: 'isLeaving', target: 'backoff', actions: [...failing.actions, 'yield'] }, failing],
      },
    },
    backoff: {
      invoke: { src: 'wait', input: rest },
      on: {
        due: { target: 'probing', actions: because('retry') },
        refresh: { target: 'probing', actions: becauseAsked },
      },
    },
  },
})
