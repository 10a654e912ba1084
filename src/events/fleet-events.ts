/** The events of a fleet: whether its engine can be reached, what an instance was told to hold, and what it made of it. @module */

import type { TermErrorCode } from '../base/errors.ts'

interface OfFleet {
  readonly at: number
  /** The name of the term in this process. */
  readonly term: string
  /** What its publisher and its fleet call it: documents, votes and reports are of this name. */
  readonly publication: string
}

interface OfPublication extends OfFleet {
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

/** The engine said that a document of this term may have changed; or it may have been missed, as after a reconnection. */
export interface FleetHinted extends OfFleet {
  readonly type: 'fleet.hinted'
}

/** This instance has said how it goes with what is rolled out. */
export interface FleetVoted extends OfFleet {
  readonly type: 'fleet.voted'
  readonly rollout: string
  /**
   * `trying`: it is about to decode it; `ready`: its gate is well with it, and it waits for the next stage behind what is live;
   * `left`: it was told to stop before there was a result; `pinned`: somebody has pinned another version on it by hand, so that
   * it tries nothing.
   */
  readonly vote: 'trying' | 'ready' | 'ok' | 'fail' | 'left' | 'pinned'
  /** What has failed. */
  readonly stage: 'gate' | 'crash' | 'health' | undefined
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
export interface FleetWentBack extends OfFleet {
  readonly type: 'fleet.went-back'
  readonly seq: number
}

/** This instance has seen that a rollout has halted, whoever has halted it. Told once for each. */
export interface FleetHalted extends OfPublication {
  readonly type: 'fleet.halted'
  readonly why: string | undefined
}

/**
 * This instance has changed a rollout, as the votes would have it. Where several of its terms read the publication, `term` is the
 * first of them: it is told once.
 */
export interface FleetDecided extends OfFleet {
  readonly type: 'fleet.decided'
  readonly rollout: string
  readonly state: 'staged' | 'paused' | 'halted' | 'done' | 'superseded'
  /** In per cent. */
  readonly share: number
  readonly why: string | undefined
}

export type FleetEvent =
  | FleetUnreachable
  | FleetReachable
  | FleetHinted
  | FleetVoted
  | FleetActivated
  | FleetRefused
  | FleetWentBack
  | FleetHalted
  | FleetDecided
