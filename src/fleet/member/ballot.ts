/** The votes of a term's follower on what is being rolled out: cast into the urn of its publication, and known to its report. @module */

import type { Vote } from '../rollout/index.ts'
import type { FleetGround } from './ground.ts'
import type { SteeredTerm } from './steered-term.ts'
import type { Said, Urn } from './urn.ts'

export interface Ballot {
  /**
   * Where the engine can't be reached, it is said again later.
   *
   * @param instance - another one, of which there is something to say
   * @returns whether the engine knows what it is to know of it
   */
  cast(rollout: string, vote: Vote, instance?: string): Promise<boolean>
  /** Says again what the instance has said last: an engine may have lost it. */
  again(): Promise<void>
  /** What was said last of this rollout. */
  last(rollout: string): Vote | undefined
  /** From here on the others speak without it. */
  withdraw(): Promise<void>
}

export function ballotIn(
  urn: Urn,
  { name: term, publication }: Pick<SteeredTerm, 'name' | 'publication'>,
  { instance: self, tell }: Pick<FleetGround, 'instance' | 'tell'>,
): Ballot {
  let last: Said | undefined
  const withdraw = urn.enter(() => last)

  return {
    async cast(rollout, vote, instance = self) {
      last = { rollout, vote }
      tell({ type: 'fleet.voted', term, publication, rollout, vote: vote.vote, stage: vote.stage })
      return instance === self ? urn.counted(rollout) : urn.post(rollout, vote, instance)
    },
    again: urn.again,
    last: (rollout) => (last?.rollout === rollout ? last.vote : undefined),
    withdraw,
  }
}
