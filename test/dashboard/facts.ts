/** Facts of terms and supervisors as a served tree tells them, for the tests of the dashboard. @module */

import type { HeardEvent } from '../../src/serve/api/messages.ts'
import type { TermFacts } from '../../src/serve/api/term-facts.ts'
import type { SupervisorFacts, TreeFacts } from '../../src/serve/api/tree-facts.ts'

/** When the tests take place. */
export const NOW = Date.UTC(2026, 0, 15, 12)

/** A calm term, but for what is said of it. */
export const termFacts = (name: string, facts: Partial<TermFacts> = {}): TermFacts => ({
  name,
  group: '',
  state: 'idle',
  reads: 'current',
  quarantined: 0,
  failures: 0,
  crashes: 0,
  recent: [],
  ...facts,
})

export function supervisorFacts(
  path: string,
  children: readonly (string | SupervisorFacts)[],
  facts: Partial<SupervisorFacts> = {},
): SupervisorFacts {
  return {
    kind: 'supervisor',
    name: path.split('/').at(-1) ?? path,
    path,
    state: 'running',
    strategy: 'one-for-one',
    budget: { left: 1, limit: 1, withinMs: 5000 },
    children: children.map((child) =>
      typeof child === 'string' ? { kind: 'term' as const, name: child } : child,
    ),
    ...facts,
  }
}

export const treeFacts = (terms: readonly TermFacts[], facts: Partial<TreeFacts> = {}): TreeFacts => ({
  name: 'checkout',
  host: 'here',
  pid: 1,
  library: '0.1.0',
  startedAt: NOW,
  now: NOW,
  health: { startup: true, ready: true, live: true, state: 'running' },
  actions: 'off',
  values: false,
  supervisor: supervisorFacts(
    'root',
    terms.map(({ name }) => name),
  ),
  terms,
  lastEvent: 0,
  ...facts,
})

export const heardEvent = (id: number, type: string, event: Partial<HeardEvent> = {}): HeardEvent => ({
  id,
  at: NOW,
  type,
  level: 'info',
  words: '',
  fields: {},
  ...event,
})
