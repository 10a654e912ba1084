/** The rules that a simulated fleet lives by: those of the house, and the same with a bug that is planted on purpose. @module */

import { decide, isCalled, laterOf, target } from '../../../../src/fleet/rollout/index.ts'

export interface Rules {
  readonly decide: typeof decide
  readonly target: typeof target
  readonly isCalled: (...asked: Parameters<typeof isCalled>) => boolean
  readonly laterOf: typeof laterOf
  /** What a steward takes for the time. */
  readonly clock: (engine: number, skewMs: number) => number
}

export const RULES: Rules = { decide, target, isCalled, laterOf, clock: (engine) => engine }

const asIf = (change: Partial<Rules>): Rules => ({ ...RULES, ...change })

export const PLANTED: Readonly<Record<string, Rules>> = {
  'a gate that refuses halts nothing': asIf({
    decide: (rollout, sight) =>
      decide(rollout, { ...sight, votes: sight.votes.filter(({ stage }) => stage !== 'gate') }),
  }),
  'silence is consent': asIf({
    decide(rollout, sight) {
      const voices = sight.live.map(({ instance }) => ({ instance, vote: 'ok' as const, at: sight.now }))
      return decide(rollout, { ...sight, votes: [...voices, ...sight.votes] })
    },
  }),
  'who is pinned by hand counts as well': asIf({
    decide: (rollout, sight) =>
      decide(rollout, {
        ...sight,
        votes: sight.votes.map((cast) => (cast.vote === 'pinned' ? { ...cast, vote: 'ok' as const } : cast)),
      }),
  }),
  'a steward goes by its own clock': asIf({ clock: (engine, skewMs) => engine + skewMs }),
  'a stage does not bake': asIf({ decide: (rollout, sight) => decide({ ...rollout, bakeMs: 0 }, sight) }),
  'what has halted goes on': asIf({
    decide: (rollout, sight) =>
      decide(rollout.state === 'halted' ? { ...rollout, state: 'staged' } : rollout, sight),
  }),
  'the ranks are cut anew, though some who are in fall out': asIf({
    decide(rollout, sight) {
      const next = decide(rollout, sight)
      return next && next.stage > rollout.stage ? { ...next, cut: Math.floor(rollout.cut / 2) } : next
    },
  }),
  'a late word is taken for news': asIf({ laterOf: (_, read) => read }),
  'what has ended begins anew behind another': asIf({
    laterOf: (seen, read, { proven }) => laterOf(seen, read, { proven, ended: new Map() }),
  }),
  'a halt is not heeded': asIf({
    target: (rollout, ...rest) =>
      target(rollout?.state === 'halted' ? { ...rollout, state: 'staged' } : rollout, ...rest),
  }),
  'a pause is not heeded': asIf({
    target: (rollout, ...rest) =>
      target(rollout?.state === 'paused' ? { ...rollout, state: 'staged' } : rollout, ...rest),
  }),
  'ranks do not count': asIf({ target: (rollout, pin, _, ...rest) => target(rollout, pin, 0, ...rest) }),
  'who is called goes live before the stage': asIf({
    target: (rollout, ...rest) =>
      target(rollout?.ahead === undefined ? rollout : { ...rollout, cut: rollout.ahead.cut }, ...rest),
  }),
  'all are called': asIf({
    isCalled: (rollout, pin, _, ...rest) => isCalled(rollout, pin, (rollout?.cut ?? 0) + 1, ...rest),
  }),
  'a stage begins before all of it are ready': asIf({
    decide: (rollout, sight) =>
      decide(rollout.ahead ? { ...rollout, ahead: { ...rollout.ahead, need: 0 } } : rollout, sight),
  }),
  'what was refused is tried again': asIf({
    target: (rollout, pin, rank, held) => target(rollout, pin, rank, held),
  }),
}
