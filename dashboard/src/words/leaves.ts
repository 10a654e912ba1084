/** The terms below a supervisor, in their order. @module */

import type { SupervisorFacts } from '../../../src/serve/api/tree-facts.ts'

/** The names of all terms below, however deep. */
export const leavesOf = ({ children }: SupervisorFacts): readonly string[] =>
  children.flatMap((child) => (child.kind === 'term' ? [child.name] : leavesOf(child)))

/** The supervisor itself, and all those below it. */
export const supervisorsOf = (root: SupervisorFacts): readonly SupervisorFacts[] => [
  root,
  ...root.children.flatMap((child) => (child.kind === 'term' ? [] : supervisorsOf(child))),
]
