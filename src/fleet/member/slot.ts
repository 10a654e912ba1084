/** When an instance asks for what was announced to all: each waits its slot, so that the origin isn't asked by all at once. @module */

import type { Rollout } from '../rollout/index.ts'
import { rankOf } from '../rollout/index.ts'

/** What is smaller than this is asked for at once. */
const SMALL = 65_536
const LONGEST_MS = 300_000

/** A fleet of fewer is in no hurry. */
const FEW = 50
/** So many of those who get ready begin in a second: each makes three requests to the origin, and two to the engine. */
const BEGIN_A_SECOND = 100
/** So many in a second say how it went. */
const SPEAK_A_SECOND = 1_000

export interface Herd {
  readonly host: string
  /** In bytes a second. */
  readonly originBudget: number
}

/**
 * How long to wait, in ms.
 *
 * @param bytes - the size of what is live, which the next one is mostly like
 */
export function slotMs(
  rollout: Rollout | undefined,
  bytes: number | undefined,
  { host, originBudget }: Herd,
): number {
  if (rollout === undefined || bytes === undefined) return 0
  const { stage, stages, to, ahead } = rollout
  const need = ahead?.need ?? rollout.need
  // Those who come first are few, and others wait for them.
  const isFirst = ahead === undefined && stage === 0 && stages.length > 1
  const forBytes = isFirst || bytes < SMALL ? 0 : (need * bytes * 1_000) / originBudget
  const forRequests = ahead === undefined || need < FEW ? 0 : (need * 1_000) / BEGIN_A_SECOND
  const all = Math.min(LONGEST_MS, Math.max(forBytes, forRequests))
  return (all * rankOf(host, String(to.seq))) / 2 ** 32
}

/** When an instance says what nobody waits for, in ms from now: of a thousand that switch at once, not all speak at once. */
export function speakMs(rollout: Pick<Rollout, 'need' | 'ahead'> | undefined): number {
  const need = rollout?.ahead?.need ?? rollout?.need ?? 0
  return need < FEW ? 0 : (Math.random() * need * 1_000) / SPEAK_A_SECOND
}
