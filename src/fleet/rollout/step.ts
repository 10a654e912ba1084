/** Takes one step of a rollout's chart, from document to document. @module */

import { transition } from 'xstate'
import { type RolloutEvents, rolloutMachine } from '../../../machines/index.ts'
import type { Rollout, RolloutState } from './document.ts'

/** `undefined` where the chart knows no such step: what has ended stays ended. */
export function step(rollout: Rollout, event: RolloutEvents): Rollout | undefined {
  if (rollout.state !== 'staged' && rollout.state !== 'paused') return undefined
  const { stage, stages, cut, need, ahead, onSilence, why: before, cause: because } = rollout
  const context = {
    ...{ stage, stages: stages.length, cut, need, ahead, onSilence },
    ...{ why: before, cause: because },
  }
  const here = rolloutMachine.resolveState({ value: rollout.state, context })
  const [there] = transition(rolloutMachine, here, event)
  const state = there.value as RolloutState
  const { why, cause, ahead: called, ...reached } = there.context
  if (state === rollout.state && reached.stage === stage && called === ahead) return undefined
  const { why: _, cause: __, ahead: ___, ...lasting } = rollout
  const next = { ...lasting, state, stage: reached.stage, cut: reached.cut, need: reached.need }
  return {
    ...next,
    ...(called && { ahead: called }),
    ...(why !== undefined && { why }),
    ...(cause !== undefined && { cause }),
  }
}
