/** What supervisors and partitions report to whoever listens. @module */

import type { ChildSpec, Ending } from './child.ts'

/** A child's incarnation is over. */
export interface ChildEnded {
  readonly type: 'child.ended'
  readonly supervisor: string
  /** The incarnation, such as `prices#3`. */
  readonly id: string
  readonly how: Ending
  readonly error: unknown
}

/** Children are about to be started again. */
export interface Restarting {
  readonly type: 'restarting'
  readonly supervisor: string
  /** The incarnation whose end is the reason. */
  readonly id: string
  readonly children: readonly string[]
  readonly error: unknown
  /** How many restarts there were within the period, this one included. */
  readonly restarts: number
}

/** A supervisor gives up: there were more restarts than its intensity allows. */
export interface GaveUp {
  readonly type: 'gave-up'
  readonly supervisor: string
  readonly id: string
  readonly error: unknown
}

/** The supervisor knows the child no longer: it has ended, and nobody starts it again. */
export interface Left {
  readonly type: 'left'
  readonly supervisor: string
  readonly spec: ChildSpec
}

export interface Resumed {
  readonly type: 'resumed'
  readonly supervisor: string
}

export interface Stopped {
  readonly type: 'stopped'
  readonly supervisor: string
}

export type Report = ChildEnded | Restarting | GaveUp | Left | Resumed | Stopped
