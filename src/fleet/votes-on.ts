/** The votes on a rollout, as an engine holds them. @module */

import type { Control } from './control.ts'
import { keys } from './keys.ts'
import { onceRead } from './once-read.ts'
import { type CastVote, readVote } from './rollout/index.ts'

/** Who may write a key is who it says; what can't be read is no vote, and keeps nobody from counting the others. */
export async function votesOn(
  control: Control,
  service: string,
  term: string,
  rollout: string,
): Promise<readonly CastVote[]> {
  const entries = await control.list('votes', keys.votes(service, term, rollout))
  return entries.flatMap((entry) => castVote(entry) ?? [])
}

const castVote = onceRead(({ key, value, at }): CastVote | undefined => {
  const vote = readVote(value)
  const instance = keys.voter(key)
  return vote === undefined || !instance ? undefined : { ...vote, instance, at }
})
