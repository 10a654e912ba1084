/** What an instance is to hold. It decides that alone, by the document and its rank. @module */

import type { Ref } from '../../manifest/index.ts'
import type { Rollout } from './document.ts'
import type { Vote } from './votes.ts'

export const isSameRef = (one: Ref | undefined, other: Ref | undefined): boolean =>
  one?.seq === other?.seq && one?.sha256 === other?.sha256

/**
 * @param refused - what this instance has said against `to` in this rollout
 * @returns `undefined`: what the pointer of the store says
 */
export function target(
  rollout: Rollout | undefined,
  pin: Ref | undefined,
  rank: number,
  held: Ref | undefined,
  refused?: Pick<Vote, 'stage'> | undefined,
): Ref | undefined {
  if (pin !== undefined) return pin
  if (rollout === undefined) return undefined
  const { state, from, to, cut } = rollout
  const isOut = refused !== undefined
  switch (state) {
    case 'staged':
      return rank <= cut && !isOut ? to : from
    case 'paused':
      return isSameRef(held, to) && !isOut ? to : from
    case 'halted':
      return from
    case 'done':
      // All others are well with it; what a gate won't have stays out.
      return isOut && refused.stage !== 'health' ? from : to
    case 'superseded':
      // As the audit has it: in an engine the rollout that took its place stands there.
      return undefined
  }
}
