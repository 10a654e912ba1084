/**
 * What whoever serves a tree to others may know of it, and tell it. Observers get a view that says little; by this room's
 * leave the view leads here, so that a tree can be served from its first moment, while it still waits for its terms.
 *
 * @module
 */

import type { Clock } from '../base/clock.ts'
import type { TermEvent } from '../events/events.ts'
import type { TreeView } from '../events/observer.ts'
import type { TermBehind } from './child-of.ts'
import type { Health, Vitals } from './health.ts'
import type { SupervisorOutline } from './outline.ts'

export interface Reach {
  readonly clock: Clock
  /** The terms by name, in the order of the tree. */
  readonly terms: ReadonlyMap<string, TermBehind>
  vitals(): Vitals
  health(): Health
  outline(): SupervisorOutline
  /** Tells all who hear the tree. */
  tell(event: TermEvent): void
}

const reaches = new WeakMap<TreeView, Reach>()

/** Lets a view lead to its tree. */
export function withReach(view: TreeView, reach: Reach): TreeView {
  reaches.set(view, reach)
  return view
}

/** What a view leads to; `undefined` for one that no tree has made. */
export const reachOf = (view: TreeView): Reach | undefined => reaches.get(view)
