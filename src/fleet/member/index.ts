/** The door of an instance in its fleet. @module */

export { type FleetMember, joinFleet } from './join.ts'
export {
  FLEET_OPTIONS,
  type FleetOptions,
  type HealthAnswer,
  type HealthQuestion,
  resolveFleet,
} from './options.ts'
