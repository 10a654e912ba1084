/** Tells whether a tree is well, by the age of its values and not by its last attempts. @module */

import { hasGoneStale } from '../store/standing.ts'
import { held, type Keeper } from '../term/keeper.ts'
import { ageOfValue } from '../term/staleness.ts'
import { statusOf, type TermStatus } from '../term/status.ts'
import type { Tree } from './tree.ts'

export interface TermHealth extends TermStatus {
  readonly ready: boolean
  /** How long ago the value was last confirmed, in ms; `undefined` while there is none. */
  readonly ageMs: number | undefined
}

export interface Health {
  /** Whether every term has held a value, except those that `supervise` doesn't wait for. Once true, it stays true. */
  readonly startup: boolean
  /**
   * Whether traffic may come: every such term has a value to read now, and none is stale that must not be. It is `false`
   * once the tree is told to stop.
   */
  readonly ready: boolean
  /** Whether the tree lives. Staleness doesn't count here, since restarting the process wouldn't help. */
  readonly live: boolean
  /** The state of the root supervisor. */
  readonly state: string
  /** The terms by name. */
  readonly terms: Readonly<Record<string, TermHealth>>
}

/**
 * The health of a tree. `hadStarted` is what the last answer said of `startup`; `isStopping` says whether the tree is
 * told to stop.
 */
export function healthOf(tree: Tree, hadStarted: boolean, isStopping: boolean): Health {
  const state = tree.state()
  const live = state !== 'stopped'
  const isKept = live && !isStopping
  const keepers = [...tree.terms.values()]
  const needed = keepers.filter(({ options }) => options.start.policy !== 'wait')
  const fresh = keepers.every((keeper) => !keeper.options.staleIsUnready || !isStale(keeper))
  const all = keepers.map((keeper) => [keeper.options.name, termHealth(keeper, isKept)] as const)
  const terms = Object.freeze(Object.fromEntries(all))
  const startup = hadStarted || needed.every(holds)
  const ready = isKept && needed.every(gives) && fresh
  return Object.freeze({ startup, ready, live, state, terms })
}

const holds = ({ cell }: Keeper): boolean => cell.live() !== undefined
const gives = ({ cell }: Keeper): boolean => cell.isReadable()
const isStale = (keeper: Keeper): boolean => hasGoneStale(held(keeper)?.standing)

function termHealth(keeper: Keeper, isKept: boolean): TermHealth {
  const { staleness, options } = keeper
  const ready = isKept && gives(keeper) && !(options.staleIsUnready && isStale(keeper))
  const ageMs = holds(keeper) && staleness ? ageOfValue(staleness) : undefined
  return Object.freeze({ ...statusOf(keeper), ready, ageMs })
}
