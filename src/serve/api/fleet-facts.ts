/** What a served tree says of its fleet in JSON: the answer to `GET /v1/fleet`. Times are epoch ms by the engine's clock. @module */

import type { RolloutCause } from '../../../machines/index.ts'
import type { FailureGroup } from '../../fleet/failures.ts'
import type { RolloutState, Unit } from '../../fleet/rollout/index.ts'
import type { Straggler } from '../../fleet/stragglers.ts'

export interface FleetFacts {
  readonly service: string
  /** The engine and where it is, without a secret. */
  readonly engine: string
  /** The instance that answers. */
  readonly own: string
  readonly now: number
  readonly hosts: number
  readonly stewards: number
  readonly terms: readonly FleetTermFacts[]
  /** By their names. */
  readonly instances: readonly InstanceFacts[]
}

export interface FleetTermFacts {
  readonly name: string
  /** How many instances have it. */
  readonly instances: number
  readonly pin?: PinFacts | undefined
  readonly rollout?: RolloutFacts | undefined
  /** The number of what instances hold beside the rollout and later than it: somebody has published without the fleet. */
  readonly later?: number | undefined
  /** How many hold what, the most first. */
  readonly held: readonly HeldFacts[]
  /** How many don't hold what they should, and the first 50 of them. */
  readonly behind: { readonly count: number; readonly first: readonly Straggler[] }
  readonly failures: readonly FailureGroup[]
  /** The last changes, the newest first, at most 50. */
  readonly audit: readonly AuditFacts[]
  /** The numbers of publications that may be pinned, the newest first. */
  readonly known: readonly number[]
}

export interface HeldFacts {
  /** The number of the publication; absent: no value. */
  readonly seq?: number | undefined
  /** The beginning of its SHA-256. */
  readonly sha8?: string | undefined
  readonly count: number
}

export interface PinFacts {
  readonly seq: number
  readonly by: string
  readonly why?: string | undefined
  readonly at: number
  /** How many instances have refused it in a rollout within the last day, and may do so again. */
  readonly refused: number
}

export interface RolloutFacts {
  readonly id: string
  readonly state: RolloutState
  readonly from: number
  readonly to: number
  /** The beginning of the SHA-256 of what is rolled out. */
  readonly sha8: string
  readonly unit: Unit
  /** Which of the stages it is in, from 0. */
  readonly stage: number
  readonly stages: readonly StageFacts[]
  readonly bakeMs: number
  /** When the document was written last: the bake counts from there. */
  readonly since: number
  readonly by: string
  readonly why?: string | undefined
  /** What has brought it into its state: `gate`, `crash`, `health`, `silence`, `pin`, `time`, or `hand`. */
  readonly cause?: RolloutCause | undefined
  /** The id of the rollout whose place it took while that was under way. */
  readonly supersedes?: string | undefined
  /** How many instances of this stage have to say that all is well. */
  readonly need: number
  /** How many have to be ready before the next stage begins, those of this one among them; absent: this one isn't over yet. */
  readonly ahead?: number | undefined
  /** How many have said what. */
  readonly votes: Readonly<Record<string, number>>
}

export interface StageFacts {
  /** In per cent. */
  readonly share: number
  readonly beganAt?: number | undefined
}

export interface AuditFacts {
  readonly at: number
  readonly actor: string
  /** `begin`, `ready for 10 %`, `stage 10 %`, `halted`, `pin`. */
  readonly action: string
  readonly why?: string | undefined
  /** The number of the publication that it is about. */
  readonly seq?: number | undefined
}

export interface InstanceFacts {
  readonly instance: string
  readonly host: string
  readonly zone?: string | undefined
  readonly steward: boolean
  /** The versions of everterm and of Node.js. */
  readonly everterm: string
  readonly node: string
  /** When it has reported last. */
  readonly at: number
  readonly terms: readonly InstanceTermFacts[]
}

export interface InstanceTermFacts {
  readonly name: string
  readonly seq?: number | undefined
  readonly state: string
  readonly vote?: string | undefined
  readonly error?: string | undefined
  readonly pinned?: string | undefined
  readonly behind?: true | undefined
}

/** The answer to `POST /v1/fleet/:term/:action`. */
export interface FleetActionResult {
  /** The state of the rollout after it. */
  readonly state?: RolloutState | undefined
  /** The number that is pinned now; null: none. */
  readonly pinned?: number | null | undefined
  /** How many instances have refused what is pinned now, in a rollout within the last day. */
  readonly refused?: number | undefined
}
