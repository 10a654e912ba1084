/** Tells a late word from a later one: an engine may answer with what was, and may come back as it was days ago. @module */

import type { Rollout, RolloutState } from './document.ts'

/** A document as it was read. */
export interface SeenRollout {
  readonly rollout: Rollout
  /** When it was written, by the engine's clock. */
  readonly at: number
}

/** What an instance knows besides, of which no document has to be believed. */
export interface KnownBesides {
  /** The highest number that it has seen in a manifest: in one that is signed, where anybody signs. */
  readonly proven: number
  /** How each rollout has ended that it saw end, by its id. */
  readonly ended: ReadonlyMap<string, RolloutState>
}

const ENDS: ReadonlySet<Rollout['state']> = new Set<Rollout['state']>(['halted', 'done', 'superseded'])

export const hasEnded = ({ state }: Pick<Rollout, 'state'>): boolean => ENDS.has(state)

/**
 * Which of the two an instance goes by. What it saw end has ended, whatever an engine says later; a publication gives way to
 * one of a higher number alone, where that number is more than a word of the engine. What nobody has signed may be anything:
 * then the one that was written later counts, by the engine's clock, so that a number too high shuts nobody out.
 */
export function laterOf(
  seen: SeenRollout | undefined,
  read: SeenRollout,
  { proven, ended }: KnownBesides,
): SeenRollout {
  if (seen === undefined) return read
  const [was, is] = [seen.rollout, read.rollout]
  if (was.id === is.id && hasEnded(was)) return seen
  // Nor does what was halted end otherwise, as where somebody promotes what a restored engine takes for staged.
  if ((ended.get(is.id) ?? is.state) !== is.state) return seen
  if (is.to.seq > was.to.seq) return read
  if (is.to.seq < was.to.seq && was.to.seq <= proven) return seen
  return read.at >= seen.at ? read : seen
}
