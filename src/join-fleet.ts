/** everterm/fleet: an instance in its fleet, and what publishers and people do to one. @module */

export type { FleetEvent } from './events/fleet-events.ts'
export { beginRollout } from './fleet/begin-rollout.ts'
export { type ByHand, changeRollout, pinFleet, type RolloutAction } from './fleet/by-hand.ts'
export type { Control, ControlEntry, Space } from './fleet/control.ts'
export type { FleetPin } from './fleet/documents.ts'
export { type FollowOptions, followRollout, type RolloutProgress } from './fleet/follow-rollout.ts'
export {
  type FleetMember,
  type FleetOptions,
  type HealthAnswer,
  type HealthQuestion,
  joinFleet,
} from './fleet/member/index.ts'
export { type FleetOverview, fleetOverview, type TermOverview } from './fleet/overview.ts'
export type { RolloutPlan, RolloutSpan } from './fleet/plan.ts'
export type { InstanceReport, LiveReport, TermReport } from './fleet/reports.ts'
export type { Rollout, RolloutState, Unit } from './fleet/rollout/index.ts'
export type { Ref } from './manifest/index.ts'
