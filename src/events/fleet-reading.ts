/** How a tree stands in its fleet, for whoever measures it. It loads nothing: most trees are in none. @module */

import type { FleetDecided } from './fleet-events.ts'
import type { TreeView } from './observer.ts'

export interface FleetTermReading {
  readonly term: string
  /** Of the rollout that this instance goes by; absent: there is none. */
  readonly rollout: FleetDecided['state'] | undefined
  /** Whether it doesn't hold what its fleet wants of it. */
  readonly behind: boolean
}

export interface FleetStanding {
  /** Whether the engine answers. */
  readonly reachable: boolean
  readonly terms: readonly FleetTermReading[]
}

const readings = new WeakMap<TreeView, () => FleetStanding>()

/** Notes who knows it. The last one counts. @returns what takes it back */
export function noteFleetReading(view: TreeView, read: () => FleetStanding): () => void {
  readings.set(view, read)
  return () => {
    if (readings.get(view) === read) readings.delete(view)
  }
}

/** `undefined` for a tree that is in no fleet. */
export const fleetReadingOf = (view: TreeView): FleetStanding | undefined => readings.get(view)?.()
