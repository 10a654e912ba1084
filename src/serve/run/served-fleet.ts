/** Keeps a service in the fleet of its configuration: it joins, joins anew where that has changed, and leaves at the end. @module */

import { isDeepStrictEqual } from 'node:util'
import type { FleetMember } from '../../fleet/member/index.ts'
import type { Supervision } from '../../handles/supervise.ts'
import type { ConfiguredFleet } from '../config/index.ts'

/** What a reload has done with the fleet; absent: nothing. */
export type FleetChange = 'joined' | 'left' | 'changed'

export interface ServedFleet {
  /** Joins what is configured, or leaves; it is the same as before where the configuration says the same. */
  become(next: ConfiguredFleet | undefined): Promise<FleetChange | undefined>
  /** Leaves, and joins nothing more. */
  end(): Promise<void>
}

interface Joined {
  readonly fleet: ConfiguredFleet
  leave(): Promise<void>
}

/** @param isLogged - whether what happens in it is logged; else it is told on stderr that the engine can't be reached */
export function servedFleet(tree: Supervision, isLogged: boolean): ServedFleet {
  let joined: Joined | undefined
  let hasEnded = false
  /** The name of this process in its fleet, also when it joins anew: its place in a rollout goes by that. */
  let instance: string | undefined
  /** One after the other. */
  let last: Promise<unknown> = Promise.resolve()

  async function join(fleet: ConfiguredFleet): Promise<Joined> {
    const { joinFleet } = await import('../../fleet/member/index.ts')
    // The log of the tree hears it as all that happens there.
    const hear = isLogged ? () => {} : undefined
    const control = fleet.connect()
    const close = async () => void (fleet.isOwn && (await control.close()))
    try {
      const member: FleetMember = await joinFleet(tree, { instance, ...fleet.options, control, hear })
      instance ??= fleet.options.instance === undefined ? member.instance : undefined
      return {
        fleet,
        async leave() {
          await member.leave()
          await close()
        },
      }
    } catch (error) {
      await close()
      throw error
    }
  }

  async function becomeNow(next: ConfiguredFleet | undefined): Promise<FleetChange | undefined> {
    const before = joined
    if (hasEnded || isSameFleet(before?.fleet, next)) return undefined
    joined = undefined
    await before?.leave()
    if (next !== undefined) joined = await join(next)
    return next === undefined ? 'left' : before === undefined ? 'joined' : 'changed'
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    become: (next) => inTurn(() => becomeNow(next)),
    end: () =>
      inTurn(async () => {
        hasEnded = true
        await joined?.leave()
        joined = undefined
      }),
  }
}

const isSameFleet = (one: ConfiguredFleet | undefined, other: ConfiguredFleet | undefined): boolean =>
  isDeepStrictEqual([one?.options, one?.engine], [other?.options, other?.engine])
