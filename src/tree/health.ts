/** Is the tree well? Told by the age of its values, not by its last attempts. @module */

import { held, type Keeper } from '../term/keeper.ts'
import { statusOf, type TermStatus } from '../term/status.ts'
import type { Tree } from './tree.ts'

export interface TermHealth extends TermStatus {
  readonly ready: boolean
  /** Since the value was last confirmed, in ms; `undefined` while there is none. */
  readonly ageMs: number | undefined
}

export interface Health {
  /** Has every term held a value, but for those that `supervise` goes on without? Once true, it stays true. */
  readonly startup: boolean
  /**
   * May traffic come: does every such term hold a value now, and is none stale that must not be? No longer, once the tree is
   * told to stop.
   */
  readonly ready: boolean
  /** Does the tree live? Staleness never touches it: a restart would not help. */
  readonly live: boolean
  /** Of the root supervisor. */
  readonly state: string
  /** By name. */
  readonly terms: Readonly<Record<string, TermHealth>>
}

/** `hadStarted`: what the last answer said of `startup`; `isStopping`: is the tree told to stop? */
export function healthOf(tree: Tree, hadStarted: boolean, isStopping: boolean): Health {
  const state = tree.state()
  const live = state !== 'stopped'
  const isKept = live && !isStopping
  const keepers = [...tree.terms.values()]
  const filled = keepers.every((keeper) => keeper.options.start.policy === 'wait' || holds(keeper))
  const fresh = keepers.every((keeper) => !keeper.options.staleIsUnready || !isStale(keeper))
  const all = keepers.map((keeper) => [keeper.options.name, termHealth(keeper, isKept)] as const)
  const terms = Object.freeze(Object.fromEntries(all))
  const startup = hadStarted || filled
  return Object.freeze({ startup, ready: isKept && filled && fresh, live, state, terms })
}

const holds = ({ cell }: Keeper): boolean => cell.current() !== undefined
const isStale = (keeper: Keeper): boolean => held(keeper)?.stale === true

function termHealth(keeper: Keeper, isKept: boolean): TermHealth {
  const { staleness, options } = keeper
  const ready = isKept && holds(keeper) && !(options.staleIsUnready && isStale(keeper))
  return Object.freeze({ ...statusOf(keeper), ready, ageMs: holds(keeper) ? staleness?.age() : undefined })
}
