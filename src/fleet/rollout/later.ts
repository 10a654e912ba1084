/** Tells a late word from a later one: an engine may answer with what was, and may come back as it was days ago. @module */

import type { Rollout } from './document.ts'

/** A document as it was read. */
export interface SeenRollout {
  readonly rollout: Rollout
  /** When it was written, by the engine's clock. */
  readonly at: number
}

const HAS_ENDED: ReadonlySet<Rollout['state']> = new Set<Rollout['state']>(['halted', 'done', 'superseded'])

/**
 * Which of the two an instance goes by. What it saw end has ended, whatever an engine says later; a publication gives way
 * to one of a higher number alone.
 */
export function laterOf(seen: SeenRollout | undefined, read: SeenRollout): SeenRollout {
  if (seen === undefined) return read
  const [was, is] = [seen.rollout, read.rollout]
  if (was.to.seq !== is.to.seq) return is.to.seq > was.to.seq ? read : seen
  if (was.id === is.id && HAS_ENDED.has(was.state)) return seen
  return read.at >= seen.at ? read : seen
}
