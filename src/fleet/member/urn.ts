/** What an instance says to its fleet of a publication: of all its terms that read it the fleet hears one vote. @module */

import { keys } from '../keys.ts'
import { type Vote, writeVote } from '../rollout/index.ts'
import type { FleetGround } from './ground.ts'
import { jointVote } from './joint-vote.ts'

/** What a term has said last, and of which rollout. */
export interface Said {
  readonly rollout: string
  readonly vote: Vote
}

export interface Urn {
  /** @param said - what a term has said last @returns what takes it out again: the others may have waited for its word */
  enter(said: () => Said | undefined): () => Promise<void>
  /** A term has said something: what all say together is posted if that is news. @returns whether the engine has it */
  counted(rollout: string): Promise<boolean>
  /** @returns whether the engine has it */
  post(rollout: string, vote: Vote, instance: string): Promise<boolean>
  /** Posts once more what was posted last: an engine may have lost it. */
  again(): Promise<void>
}

interface Posted extends Said {
  readonly instance: string
}

type UrnGround = Pick<FleetGround, 'control' | 'service' | 'instance' | 'asked'>

/** The urns of an instance by publications. */
export function urnsOf(ground: UrnGround): (publication: string) => Urn {
  const urns = new Map<string, Urn>()
  return (publication) => {
    const urn = urns.get(publication) ?? urnOf(ground, publication)
    urns.set(publication, urn)
    return urn
  }
}

function urnOf({ control, service, instance: self, asked }: UrnGround, publication: string): Urn {
  const voters = new Set<() => Said | undefined>()
  let last: Posted | undefined
  /** What of it the engine has taken. */
  let taken: Posted | undefined

  async function send(one: Posted): Promise<boolean> {
    const { rollout, vote, instance } = one
    const isTaken = await asked(async () => {
      await control.post('votes', keys.vote(service, publication, rollout, instance), writeVote(vote))
      await control.hint(keys.votesTopic(service, publication))
      return true
    })
    if (isTaken === true) taken = one
    return isTaken === true
  }

  function post(rollout: string, vote: Vote, instance: string): Promise<boolean> {
    last = { rollout, vote, instance }
    return send(last)
  }

  async function counted(rollout: string): Promise<boolean> {
    const votes = [...voters]
      .map((said) => said())
      .map((one) => (one?.rollout === rollout ? one.vote : undefined))
    const vote = jointVote(votes)
    const isSaid = last?.rollout === rollout && last.instance === self && last.vote.vote === vote?.vote
    if (vote === undefined || (isSaid && last === taken)) return true
    return post(rollout, vote, self)
  }

  return {
    enter(said) {
      voters.add(said)
      return async () => {
        voters.delete(said)
        const rollouts = new Set([...voters].flatMap((one) => one()?.rollout ?? []))
        for (const rollout of rollouts) await counted(rollout)
      }
    },
    counted,
    post,
    async again() {
      if (last !== undefined) await send(last)
    },
  }
}
