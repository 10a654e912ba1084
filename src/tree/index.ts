/** A tree of supervisors and terms: what may be a child, how it is told to run, and how it feels. @module */

export { asChild, type Child, type Children, checkChild, checkChildren, termsOf } from './child-of.ts'
export { type Health, healthOf, type TermHealth } from './health.ts'
export {
  type GroupOptions,
  type Inspect,
  resolveGroup,
  resolveSupervise,
  type StrategyOptions,
  type SuperviseOptions,
} from './options.ts'
export { plant } from './tree.ts'
export type { WorkersOptions } from './workers-options.ts'
