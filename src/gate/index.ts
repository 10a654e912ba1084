/** May this be published? The three questions, and what users say about the answers. @module */

export { type Gate, gateOf, type Offering } from './gate.ts'
export type { Validate } from './validate.ts'
