/** When an instance asks for what was announced to all: each waits its slot, so that the origin isn't asked by all at once. @module */

import type { Rollout } from '../rollout/index.ts'
import { rankOf } from '../rollout/index.ts'

/** What is smaller than this is asked for at once. */
const SMALL = 65_536
const LONGEST_MS = 300_000

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
  // Those who come first are few, and others wait for them.
  if (rollout === undefined || bytes === undefined || bytes < SMALL) return 0
  if (rollout.stage === 0 && rollout.stages.length > 1) return 0
  const all = Math.min(LONGEST_MS, (rollout.need * bytes * 1_000) / originBudget)
  return (all * rankOf(host, String(rollout.to.seq))) / 2 ** 32
}
