/** The clock of `everterm/testing`, for our own tests as well. @module */

export { type SimulatedTime, simulatedTime } from '../../src/testing/simulated-time.ts'
