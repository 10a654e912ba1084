/** Draws the outline of a tree: its supervisors, how they are, and who stands under whom. @module */

import type { Actor, AnyActorRef } from 'xstate'
import {
  recentRestarts,
  type Strategy,
  type SupervisorContext,
  type supervisorMachine,
} from '../../machines/index.ts'
import type { SupervisorReading } from '../events/observer.ts'
import type { Behind } from './child-of.ts'
import type { ResolvedStrategy } from './options.ts'

export interface SupervisorOutline {
  readonly kind: 'supervisor'
  /** Its name among its siblings. */
  readonly name: string
  /** `root`, or `root/blocklists` for a group. */
  readonly path: string
  /** `stopped` also while its own supervisor has not started it. */
  readonly state: string
  readonly strategy: Strategy
  /** How many restarts are left of how many, within a sliding period. */
  readonly budget: { readonly left: number; readonly limit: number; readonly withinMs: number }
  /** In start order. */
  readonly children: readonly (SupervisorOutline | Leaf)[]
}

/** A term's place in the tree, by the name of the term. */
interface Leaf {
  readonly kind: 'term'
  readonly name: string
}

/** The root, as an actor. */
export type Root = Actor<typeof supervisorMachine>

export const ROOT = 'root'

/** The outline of the supervisor at `path` and of all below it. */
export function outlineOf(
  root: Root,
  path: string,
  name: string,
  children: Iterable<readonly [string, Behind]>,
  { strategy, intensity }: ResolvedStrategy,
): SupervisorOutline {
  const { restarts: limit, within: withinMs } = intensity
  const { state, left } = presentOf(root, path) ?? { state: 'stopped', left: limit }
  const below = [...children].map(([name, child]): SupervisorOutline | Leaf =>
    child.kind === 'term'
      ? { kind: 'term', name: child.keeper.options.name }
      : outlineOf(root, `${path}/${name}`, name, child.children, child.options),
  )
  return {
    kind: 'supervisor',
    name,
    path,
    state,
    strategy,
    budget: { left, limit, withinMs },
    children: below,
  }
}

export function supervisorReading(root: Root, path: string): SupervisorReading[] {
  const present = presentOf(root, path)
  if (present === undefined) return []
  const { state, children, left: budget } = present
  return [{ supervisor: path, state, children, budget }]
}

interface Present {
  readonly state: string
  readonly children: number
  readonly left: number
}

/** How a supervisor is; `undefined` for a group that isn't running. */
function presentOf(root: Root, path: string): Present | undefined {
  const actor: AnyActorRef | undefined = path === ROOT ? root : root.system.get(path)
  if (actor === undefined) return undefined
  const { value, context } = actor.getSnapshot() as { value: string; context: SupervisorContext }
  const { children, restarts, intensity, now } = context
  const left = intensity.restarts - recentRestarts(restarts, now(), intensity).length
  return { state: value, children: children.length, left }
}
