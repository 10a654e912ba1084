/** The votes of an instance on one term: cast, said again after an outage, and known to its reports. @module */

import { keys } from '../keys.ts'
import { type Vote, writeVote } from '../rollout/index.ts'
import type { FleetGround } from './ground.ts'

export interface Ballot {
  /** @throws TermError where the engine can't be reached; the vote is then said again later */
  cast(rollout: string, vote: Vote, instance?: string): Promise<void>
  /** Says the last vote again: an engine may have lost it. */
  again(): Promise<void>
  /** What was said last of this rollout. */
  last(rollout: string): Vote | undefined
}

export function ballotOf({ control, service, instance: self, tell }: FleetGround, term: string): Ballot {
  let last: { readonly rollout: string; readonly vote: Vote; readonly instance: string } | undefined

  async function post(): Promise<void> {
    if (last === undefined) return
    const { rollout, vote, instance } = last
    await control.post('votes', keys.vote(service, term, rollout, instance), writeVote(vote))
    await control.hint(keys.votesTopic(service, term))
  }

  return {
    async cast(rollout, vote, instance = self) {
      last = { rollout, vote, instance }
      tell({ type: 'fleet.voted', term, rollout, vote: vote.vote, stage: vote.stage })
      await post()
    },
    again: post,
    last: (rollout) => (last?.rollout === rollout ? last.vote : undefined),
  }
}
