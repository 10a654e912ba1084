/** Time that a test moves by hand: what users get is good enough for us. @module */

export { type SimulatedTime, simulatedTime } from '../../src/testing/simulated-time.ts'
