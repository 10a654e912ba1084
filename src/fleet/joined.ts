/** Which fleet a tree has joined, for whoever serves the tree. It loads nothing: most trees are in none. @module */

import type { TreeView } from '../events/observer.ts'
import type { Control } from './control.ts'

/** A fleet as one of its instances sees it. */
export interface JoinedFleet {
  readonly control: Control
  readonly service: string
  /** The name of this instance. */
  readonly instance: string
  /** The time by the engine's clock, as far as it has told it; till then by this process's. */
  now(): number
}

const joined = new WeakMap<TreeView, JoinedFleet>()

/** Notes the fleet of a tree. The last one counts. @returns what takes it back */
export function noteJoined(view: TreeView, fleet: JoinedFleet): () => void {
  joined.set(view, fleet)
  return () => {
    if (joined.get(view) === fleet) joined.delete(view)
  }
}

export const joinedFleetOf = (view: TreeView): JoinedFleet | undefined => joined.get(view)
