/** What is known of the tree, as signals: one for each term, so that a change is written where it shows. @module */

import { batch, computed, type Signal, signal } from '@preact/signals'
import type { Change } from '../../../src/serve/api/messages.ts'
import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import type { HealthFacts, SupervisorFacts, TreeFacts } from '../../../src/serve/api/tree-facts.ts'
import { leavesOf } from '../words/leaves.ts'

/** What hardly ever changes while a process runs. */
export type ProcessFacts = Omit<TreeFacts, 'terms' | 'supervisor' | 'health' | 'now' | 'lastEvent'>

/** `undefined` until the process has said a first word. */
export const processFacts = signal<ProcessFacts | undefined>(undefined)
export const health = signal<HealthFacts>({ startup: false, ready: false, live: false, state: 'running' })
export const supervisor = signal<SupervisorFacts | undefined>(undefined)

const known = new Map<string, Signal<TermFacts>>()

/** The names of all terms, in the order of the tree: the same array for as long as nobody comes or goes. */
export const names = signal<readonly string[]>([])

/** The facts of a term, to be read within a component, which is written anew at each change; `undefined` if it isn't there. */
export function factsOf(name: string): TermFacts | undefined {
  // Read for who comes and goes.
  names.value
  return known.get(name)?.value
}

/** The facts of all terms, in the order of the tree. Who reads them is written anew at each change of any. */
export const terms = computed<readonly TermFacts[]>(() =>
  names.value.flatMap((name) => known.get(name)?.value ?? []),
)

/** All there is to know, as a stream says first. */
export function takeTree({ terms: facts, supervisor: root, health: wellness, ...rest }: TreeFacts): void {
  const { now: _, lastEvent: __, ...process } = rest
  const present = new Set(facts.map(({ name }) => name))
  batch(() => {
    processFacts.value = process
    health.value = wellness
    supervisor.value = root
    for (const name of known.keys()) if (!present.has(name)) known.delete(name)
    for (const one of facts) takeTerm(one)
    arrange(facts.map(({ name }) => name))
  })
}

/** What has changed since. */
export function takeChange(change: Change): void {
  batch(() => {
    for (const name of change.removed) known.delete(name)
    for (const facts of change.terms) takeTerm(facts)
    if (change.health !== undefined) health.value = change.health
    if (change.supervisor !== undefined) supervisor.value = change.supervisor
    const process = processFacts.peek()
    if (change.fleet !== undefined && process !== undefined)
      processFacts.value = { ...process, fleet: change.fleet ?? undefined }
    arrange(names.peek())
  })
}

function takeTerm(facts: TermFacts): void {
  const before = known.get(facts.name)
  if (before === undefined) known.set(facts.name, signal(facts))
  else before.value = facts
}

/** Puts the names in the order of the tree; those that it doesn't have yet come last. */
function arrange(before: readonly string[]): void {
  const root = supervisor.peek()
  const inTree = root === undefined ? before : leavesOf(root)
  const ordered = [...new Set([...inTree, ...before, ...known.keys()])].filter((name) => known.has(name))
  const old = names.peek()
  const same = ordered.length === old.length && ordered.every((name, index) => name === old[index])
  if (!same) names.value = ordered
}
