/** everterm/fleet: an instance in its fleet. @module */

export type { Control, ControlEntry, Space } from './fleet/control.ts'
export {
  type FleetEvent,
  type FleetMember,
  type FleetOptions,
  type HealthAnswer,
  type HealthQuestion,
  joinFleet,
} from './fleet/member/index.ts'
export type { InstanceReport, TermReport } from './fleet/reports.ts'
