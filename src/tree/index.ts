/**
 * The door of the room that makes trees: what may be a child, the options of supervisors, and how a tree is started and
 * how well it is.
 *
 * @module
 */

export {
  asChild,
  type Child,
  type Children,
  checkChild,
  checkChildren,
  keeperOf,
  leavesIn,
  type TermBehind,
  termsIn,
  termsOf,
} from './child-of.ts'
export type { Health, TermHealth } from './health.ts'
export {
  checkObserver,
  GROUP_OPTIONS,
  type GroupOptions,
  type Inspect,
  resolveGroup,
  resolveSupervise,
  type StrategyOptions,
  type SuperviseOptions,
} from './options.ts'
export { type Reach, reachOf } from './reach.ts'
export { plant } from './tree.ts'
