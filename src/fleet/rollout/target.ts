/** What an instance is to hold. It decides that alone, by the documents, its rank, and what is stable. @module */

import type { Ref } from '../../manifest/index.ts'
import type { Rollout } from './document.ts'
import type { Vote } from './votes.ts'

export const isSameRef = (one: Ref | undefined, other: Ref | undefined): boolean =>
  one?.seq === other?.seq && one?.sha256 === other?.sha256

/** What is held where a rollout isn't: what was stable when it began, or what somebody has made stable since. */
export const fallbackOf = ({ from }: Pick<Rollout, 'from'>, stable: Ref | undefined): Ref =>
  stable !== undefined && stable.seq > from.seq ? stable : from

/**
 * Is an instance to get ready for the next stage: to try it behind what is live, and to hold it there?
 *
 * It lets nobody be exposed to what it wouldn't be in that stage, and that begins only when all of it are ready.
 */
export const isCalled = (
  rollout: Rollout | undefined,
  pin: Ref | undefined,
  rank: number,
  refused?: Pick<Vote, 'stage'> | undefined,
  stable?: Ref | undefined,
): rollout is Rollout =>
  pin === undefined &&
  rollout?.state === 'staged' &&
  rollout.ahead !== undefined &&
  rank > rollout.cut &&
  rank <= rollout.ahead.cut &&
  refused === undefined &&
  !isOvertaken(rollout, stable)

/** Somebody has published past the rollout: it has no say any more, be it as it may. */
export const isOvertaken = ({ to }: Pick<Rollout, 'to'>, stable: Ref | undefined): boolean =>
  stable !== undefined && stable.seq > to.seq

/**
 * The number that this gives doesn't fall while publications move on, but for a halt, a pin, or the end of one.
 *
 * @param refused - what this instance has said against `to` in this rollout
 * @param stable - the last publication that the pointer of the store has named to this instance; absent: it knows of none
 * @returns `undefined`: what the pointer of the store says
 */
export function target(
  rollout: Rollout | undefined,
  pin: Ref | undefined,
  rank: number,
  held: Ref | undefined,
  refused?: Pick<Vote, 'stage'> | undefined,
  stable?: Ref | undefined,
): Ref | undefined {
  if (pin !== undefined) return pin
  if (rollout === undefined) return undefined
  const { state, to, cut } = rollout
  if (isOvertaken(rollout, stable)) return stable
  const fallback = fallbackOf(rollout, stable)
  const isOut = refused !== undefined
  switch (state) {
    case 'staged':
      return rank <= cut && !isOut ? to : fallback
    case 'paused':
      return isSameRef(held, to) && !isOut ? to : fallback
    case 'halted':
      return fallback
    case 'done':
      // All others are well with it; what a gate won't have stays out.
      return isOut && refused.stage !== 'health' ? fallback : to
    case 'superseded':
      // As the audit has it: in an engine the rollout that took its place stands there.
      return undefined
  }
}
