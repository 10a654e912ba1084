/** What an instance is to hold. It decides that alone, by the document and its rank. @module */

import type { Ref } from '../../manifest/index.ts'
import type { Rollout } from './document.ts'

export const isSameRef = (one: Ref | undefined, other: Ref | undefined): boolean =>
  one?.seq === other?.seq && one?.sha256 === other?.sha256

/** `undefined`: what the pointer of the store says. */
export function target(
  rollout: Rollout | undefined,
  pin: Ref | undefined,
  rank: number,
  held: Ref | undefined,
): Ref | undefined {
  if (pin !== undefined) return pin
  if (rollout === undefined) return undefined
  const { state, from, to, cut } = rollout
  switch (state) {
    case 'staged':
      return rank <= cut ? to : from
    case 'paused':
      return isSameRef(held, to) ? to : from
    case 'halted':
      return from
    case 'done':
      return to
    case 'superseded':
      return undefined
  }
}
