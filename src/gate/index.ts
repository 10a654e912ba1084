/** May this be published? The three questions, and what users say about the answers. @module */

export {
  blames,
  decoded,
  type Gate,
  gateOf,
  keepOut,
  type Offering,
  offered,
  recall,
  received,
} from './gate.ts'
export { keptIn } from './kept-quarantine.ts'
export type { Kept, Remembered } from './quarantine.ts'
export { brokenBy } from './refused-error.ts'
export type { Claim } from './signature/index.ts'
export type { Validate } from './validate.ts'
