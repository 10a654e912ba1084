/** Tells whether a tree is well, by the age of its values and not by its last attempts. @module */

import { hasGoneStale } from '../store/standing.ts'
import { held, type Keeper } from '../term/keeper.ts'
import { ageOfValue } from '../term/staleness.ts'
import { statusOf, type TermStatus } from '../term/status.ts'
import type { TermBehind } from './child-of.ts'

export interface TermHealth extends TermStatus {
  readonly ready: boolean
  /** How long ago the value was last confirmed, in ms; `undefined` while there is none. */
  readonly ageMs: number | undefined
}

/** The health of a tree without that of its terms: it costs little to ask. */
export interface Vitals {
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
}

export interface Health extends Vitals {
  /** The terms by name. */
  readonly terms: Readonly<Record<string, TermHealth>>
}

/** What the health of a tree is told by. */
export interface Patient {
  readonly terms: ReadonlyMap<string, TermBehind>
  /** The state of the root supervisor; `stopped` also when it ended in error. */
  readonly state: string
  /** What the last answer said of `startup`. */
  readonly hadStarted: boolean
  /** Whether the tree is told to stop. */
  readonly isStopping: boolean
}

const isKept = ({ state, isStopping }: Patient): boolean => state !== 'stopped' && !isStopping

export function vitalsOf(patient: Patient): Vitals {
  const { terms, state, hadStarted } = patient
  const keepers = [...terms.values()].map(({ keeper }) => keeper)
  const needed = keepers.filter(({ options }) => options.start.policy !== 'wait')
  const fresh = keepers.every((keeper) => !keeper.options.staleIsUnready || !isStale(keeper))
  const startup = hadStarted || needed.every(holds)
  const ready = isKept(patient) && needed.every(gives) && fresh
  return { startup, ready, live: state !== 'stopped', state }
}

/** The health of a tree. */
export function healthOf(patient: Patient): Health {
  const kept = isKept(patient)
  const all = [...patient.terms].map(([name, { keeper }]) => [name, termHealth(keeper, kept)] as const)
  return Object.freeze({ ...vitalsOf(patient), terms: Object.freeze(Object.fromEntries(all)) })
}

const holds = ({ cell }: Keeper): boolean => cell.live() !== undefined
const gives = ({ cell }: Keeper): boolean => cell.isReadable()
const isStale = (keeper: Keeper): boolean => hasGoneStale(held(keeper)?.standing)

function termHealth(keeper: Keeper, kept: boolean): TermHealth {
  const { staleness, options } = keeper
  const ready = kept && gives(keeper) && !(options.staleIsUnready && isStale(keeper))
  const ageMs = holds(keeper) && staleness ? ageOfValue(staleness) : undefined
  return Object.freeze({ ...statusOf(keeper), ready, ageMs })
}
