/** Finds in the outline of a tree which groups each term is in, and whether a supervisor has spent restarts. @module */

import type { SupervisorFacts } from '../api/tree-facts.ts'

/** The groups of each term, from the outside: `lists/spam`, and `''` at the root. */
export function groupsIn(supervisor: SupervisorFacts): ReadonlyMap<string, string> {
  const groups = new Map<string, string>()
  const walk = ({ path, children }: SupervisorFacts) => {
    const group = path.split('/').slice(1).join('/')
    for (const child of children) {
      if (child.kind === 'term') groups.set(child.name, group)
      else walk(child)
    }
  }
  walk(supervisor)
  return groups
}

/** The paths of the supervisors above a term that is in these groups. */
export function supervisorsAbove(group: string): ReadonlySet<string> {
  const names = ['root', ...group.split('/').filter((name) => name !== '')]
  return new Set(names.map((_, at) => names.slice(0, at + 1).join('/')))
}

/** Is there a supervisor with restarts to regain? It gets them back as time goes by, and nobody tells. */
export const isSpent = ({ budget, children }: SupervisorFacts): boolean =>
  budget.left < budget.limit || children.some((child) => child.kind === 'supervisor' && isSpent(child))
