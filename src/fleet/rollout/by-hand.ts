/** What people do to a rollout: it is as much a step of the chart as what a fleet does. @module */

import type { RolloutDeed } from '../../../machines/index.ts'
import { MOST_WHY, type Rollout } from './document.ts'
import { cutFor, type PresentInstance } from './ranks.ts'
import { step } from './step.ts'

const SAID: Readonly<Record<Exclude<RolloutDeed, 'resume'>, string>> = {
  pause: 'paused',
  halt: 'halted',
  promote: 'promoted',
}

/** Somebody does it, and may say why. */
export interface DoneByHand {
  readonly deed: RolloutDeed
  readonly by: string
  readonly why?: string | undefined
}

/**
 * The document after that; `undefined` where its state doesn't allow it. Who resumes goes on with the fleet as it is: those
 * who are gone are waited for no more.
 */
export function byHand(
  rollout: Rollout,
  { deed, by, why }: DoneByHand,
  live: readonly PresentInstance[],
): Rollout | undefined {
  if (deed === 'resume') return step(rollout, { type: 'resume', ...cutFor(rollout, rollout.stage, live) })
  const words = `${SAID[deed]} by ${by}${why === undefined ? '' : `: ${why}`}`
  return step(rollout, { type: deed, why: words.slice(0, MOST_WHY) })
}

/** Another publication has taken its place: this is how the audit has it, since in the engine the other one stands there. */
export const superseded = (rollout: Rollout, by: string): Rollout | undefined =>
  step(rollout, { type: 'supersede', why: `superseded by ${by}`.slice(0, MOST_WHY) })
