/** What an instance tells of its fleet. Times are epoch ms by its own clock. @module */

import type { TermErrorCode } from '../../base/errors.ts'
import type { RolloutState } from '../rollout/index.ts'

interface OfPublication {
  readonly at: number
  readonly term: string
  /** The number of the publication. */
  readonly seq: number
  readonly rollout: string
}

/** The engine can't be reached. Told once, until it answers again. */
export interface FleetUnreachable {
  readonly type: 'fleet.unreachable'
  readonly at: number
  readonly code: TermErrorCode
  readonly reason: string
}

/** The engine answers again. */
export interface FleetReachable {
  readonly type: 'fleet.reachable'
  readonly at: number
  readonly outageMs: number
}

/** What was rolled out to this instance is live. */
export interface FleetActivated extends OfPublication {
  readonly type: 'fleet.activated'
}

/** This instance won't have what was rolled out to it. */
export interface FleetRefused extends OfPublication {
  readonly type: 'fleet.refused'
  readonly stage: 'gate' | 'crash' | 'health'
  readonly reason: string
}

/** What had been live before the rollout is live again. */
export interface FleetWentBack {
  readonly type: 'fleet.went-back'
  readonly at: number
  readonly term: string
  readonly seq: number
}

/** This instance has changed a rollout, as the votes would have it. */
export interface FleetDecided {
  readonly type: 'fleet.decided'
  readonly at: number
  readonly term: string
  readonly rollout: string
  readonly state: RolloutState
  /** In per cent. */
  readonly share: number
  readonly why: string | undefined
}

export type FleetEvent =
  | FleetUnreachable
  | FleetReachable
  | FleetActivated
  | FleetRefused
  | FleetWentBack
  | FleetDecided
