/** What makes a term a derived one: its parents, and the function that computes its value of theirs. @module */

import type { Live } from '../../store/live.ts'
import type { Standing } from '../../store/standing.ts'
import type { Keeper } from '../keeper.ts'

export interface Derivation {
  /** The names of the parents, in the order in which their values are given to the function. */
  readonly names: readonly string[]
  readonly parents: readonly Keeper[]
  readonly compute: (...values: never[]) => unknown
  /** Those who wait until the attempt that runs has ended, well or not. */
  readonly ends: Set<() => void>
  /** How far the parents let a value be relied on, which is live now. */
  readonly standing: (live: Live<unknown>) => Standing
  /** Whether the term has its name. One that was given none takes that under which it is first supervised. */
  isNamed: boolean
}

/** Names a derived term that has no name yet. */
export function nameDerived({ derivation, options }: Keeper, name: string): void {
  if (derivation === undefined || derivation.isNamed) return
  derivation.isNamed = true
  ;(options as { name: string }).name = name
}
