/** The door of an instance in its fleet. @module */

export type { FleetEvent } from './events.ts'
export { type FleetMember, joinFleet } from './member.ts'
export type { FleetOptions, HealthAnswer, HealthQuestion } from './options.ts'
