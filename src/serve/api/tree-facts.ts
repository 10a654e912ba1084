/** What a served tree says of itself in JSON. Times are epoch ms, durations ms, sizes bytes. @module */

import type { Strategy } from '../../../machines/index.ts'
import type { TermFacts } from './term-facts.ts'

/** The answer to `GET /v1/status`. */
export interface TreeFacts {
  /** What people call the process. */
  readonly name: string
  /** Such as `production`; absent where nobody has said so. */
  readonly environment?: string | undefined
  readonly host: string
  readonly pid: number
  /** The version of everterm. */
  readonly library: string
  readonly startedAt: number
  /** The clock of the process, to which all other times belong. */
  readonly now: number
  readonly health: HealthFacts
  /** `token` where whoever knows the token may act; `off` where nobody may. */
  readonly actions: 'off' | 'token'
  /** Whether values are shown, redacted and cut. */
  readonly values: boolean
  /** What the process lets be done to itself, besides; absent where there is nothing. */
  readonly levers?: readonly LeverFacts[] | undefined
  /** The fleet that it is in; absent where it is in none. */
  readonly fleet?: FleetPlaceFacts | undefined
  readonly supervisor: SupervisorFacts
  /** All terms, in the order of the tree. */
  readonly terms: readonly TermFacts[]
  /** The id of the last event that these facts know of; 0 before the first. */
  readonly lastEvent: number
}

/** Of more there is at `GET /v1/fleet`. */
export interface FleetPlaceFacts {
  /** What all instances of the fleet have in common. */
  readonly service: string
}

/** Something that whoever knows the token may do: `POST /v1/levers/:name`. */
export interface LeverFacts {
  readonly name: string
  /** What stands on its button. */
  readonly label: string
}

export interface HealthFacts {
  readonly startup: boolean
  readonly ready: boolean
  readonly live: boolean
  /** The state of the root supervisor. */
  readonly state: string
}

export interface SupervisorFacts {
  readonly kind: 'supervisor'
  /** Its name among its siblings; the root has the name of the tree. */
  readonly name: string
  /** `root`, or `root/blocklists` for a group. */
  readonly path: string
  readonly state: string
  readonly strategy: Strategy
  /** How many restarts are left of how many, within a sliding period. */
  readonly budget: { readonly left: number; readonly limit: number; readonly withinMs: number }
  /** In start order. */
  readonly children: readonly (SupervisorFacts | TermLeaf)[]
}

/** A term's place in the tree; its facts stand in `terms`. */
export interface TermLeaf {
  readonly kind: 'term'
  readonly name: string
}
