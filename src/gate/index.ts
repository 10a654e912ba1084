/** May this be published? The three questions, and what users say about the answers. @module */

export { blames, decoded, type Gate, gateOf, type Offering, offered, received } from './gate.ts'
export { brokenBy } from './refused-error.ts'
export type { Claim } from './signature/index.ts'
export type { Validate } from './validate.ts'
