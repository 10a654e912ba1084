/** Describes what the screen shows of the fleet at one moment, as plain data. @module */

import type { Rollout } from '../../src/fleet/rollout/index.ts'
import type { Fleet, Happening } from './fleet.ts'

export interface FleetPicture {
  readonly upMs: number
  /** The link to its page in the dashboard, where there is one. */
  readonly page: string | undefined
  readonly engine: { readonly name: string; readonly isUp: boolean }
  readonly store: { readonly url: string; readonly downloads: number }
  /** In the order of the hosts. */
  readonly hosts: readonly {
    readonly name: string
    /** The number of what each process holds; `undefined`: it is down. */
    readonly processes: readonly (number | undefined)[]
  }[]
  readonly rollout: Rollout | undefined
  readonly scene: { readonly number: number; readonly of: number; readonly title: string }
  readonly reads: { readonly perSecond: readonly number[]; readonly total: number; readonly failed: number }
  /** The newest last. */
  readonly happenings: readonly Happening[]
}

export type FleetPart = Pick<FleetPicture, 'scene'> & {
  readonly perSecond: readonly number[]
}

export function pictureOf(fleet: Fleet, { scene, perSecond }: FleetPart): FleetPicture {
  const { startedAt, engine, store, cast, rollout, happenings, page } = fleet
  const hosts = new Map<string, (number | undefined)[]>()
  for (const { host, seq } of cast.actors) hosts.set(host, [...(hosts.get(host) ?? []), seq])
  const { reads: total, failed } = cast
  return {
    upMs: Date.now() - startedAt,
    page,
    engine: { name: engine.name, isUp: engine.isUp },
    store: { url: store.url, downloads: store.downloads },
    hosts: [...hosts].map(([name, processes]) => ({ name, processes })),
    rollout,
    scene,
    reads: { perSecond, total, failed },
    happenings,
  }
}

/** How many hold which publication, the oldest first; those that are down come last. */
export function countHeld(
  seqs: readonly (number | undefined)[],
): readonly (readonly [number | undefined, number])[] {
  const counts = new Map<number | undefined, number>()
  for (const seq of seqs) counts.set(seq, (counts.get(seq) ?? 0) + 1)
  return [...counts].toSorted(([one = Infinity], [other = Infinity]) => one - other)
}
