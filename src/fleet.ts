/** everterm/fleet: an instance in its fleet, and what people do to a fleet by hand. @module */

export type { AuditEntry } from './fleet/audit.ts'
export type { Control, ControlEntry, Space } from './fleet/control.ts'
export type { FleetEvent } from './fleet/member/events.ts'
export { type FleetMember, joinFleet } from './fleet/member/member.ts'
export type { FleetOptions, HealthAnswer, HealthQuestion } from './fleet/member/options.ts'
export type { InstanceReport, TermReport } from './fleet/reports.ts'
