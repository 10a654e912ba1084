/** The rules that a simulated fleet lives by: those of the house, and the same with a bug that is planted on purpose. @module */

import { decide, laterOf, target } from '../../../../src/fleet/rollout/index.ts'

export interface Rules {
  readonly decide: typeof decide
  readonly target: typeof target
  readonly laterOf: typeof laterOf
  /** What a steward takes for the time. */
  readonly clock: (engine: number, skewMs: number) => number
}

export const RULES: Rules = { decide, target, laterOf, clock: (engine) => engine }

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
  'a halt is not heeded': asIf({
    target: (rollout, ...rest) =>
      target(rollout?.state === 'halted' ? { ...rollout, state: 'staged' } : rollout, ...rest),
  }),
  'a pause is not heeded': asIf({
    target: (rollout, ...rest) =>
      target(rollout?.state === 'paused' ? { ...rollout, state: 'staged' } : rollout, ...rest),
  }),
  'ranks do not count': asIf({ target: (rollout, pin, _, ...rest) => target(rollout, pin, 0, ...rest) }),
  'what was refused is tried again': asIf({
    target: (rollout, pin, rank, held) => target(rollout, pin, rank, held),
  }),
}
