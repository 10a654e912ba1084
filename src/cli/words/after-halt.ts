/** What helps after a rollout has halted. @module */

import type { Rollout } from '../../fleet/rollout/index.ts'

/** It depends on the cause: the same bytes are refused by the same gate again. */
export function afterHalt({ term, to: { seq }, cause }: Rollout): string {
  const again = `\`everterm republish ${term} ${seq}\` tries these bytes once more, under a new number`
  if (cause === 'gate')
    return `the same bytes would be refused again: publish better ones; ${again}, if the instances were to blame and are set right`
  if (cause === 'crash') return `see why it died before anything else; ${again}`
  return again
}
