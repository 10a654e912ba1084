/**
 * Gathers what has changed of a tree, and tells it at most four times a second, while somebody listens. Of thousands of terms
 * that change at once some are told the next time, so that no turn of the event loop is long.
 *
 * @module
 */

import type { Clock } from '../../base/clock.ts'
import type { TermEvent } from '../../events/events.ts'
import type { ServedTree } from '../../handles/reach.ts'
import { progressOf } from '../../term/progress.ts'
import type { Change } from '../api/messages.ts'
import type { TermFacts } from '../api/term-facts.ts'
import type { FleetPlaceFacts, HealthFacts, SupervisorFacts } from '../api/tree-facts.ts'
import { isSpent } from './places.ts'

/** What it asks the desk. */
export interface ChangingTree {
  tree(): ServedTree | undefined
  facts(term: string): TermFacts | undefined
  supervisor(): SupervisorFacts | undefined
  fleet(): FleetPlaceFacts | undefined
}

export interface Changes {
  hear(event: TermEvent): void
  /** Begins to gather, until the function is called that this returns. */
  begin(tell: (change: Change) => void): () => void
}

const EVERY_MS = 250
/** Some milliseconds of work. */
const AT_ONCE = 250

export function changes(subject: ChangingTree, clock: Clock): Changes {
  /** What is gathered; `undefined` while nobody listens. */
  let gathered: Gathered | undefined
  let timer: unknown

  function hear(event: TermEvent): void {
    if (gathered === undefined) return
    if ('term' in event && event.term !== undefined) gathered.dirty.add(event.term)
    if ('supervisor' in event || OF_FAMILY.has(event.type)) gathered.isFamilyDirty = true
  }

  function look(tell: (change: Change) => void): void {
    const tree = subject.tree()
    if (gathered !== undefined && tree !== undefined) {
      const change = changeSince(gathered, tree, subject)
      if (change !== undefined) tell(change)
    }
    timer = clock.setTimeout(() => look(tell), EVERY_MS)
  }

  return {
    hear,
    begin(tell) {
      const known = new Set(subject.tree()?.terms.keys())
      gathered = {
        known,
        dirty: new Set(),
        received: new Map(),
        isFamilyDirty: false,
        isSpent: true,
        family: '',
        health: '',
        fleet: JSON.stringify(subject.fleet() ?? null),
      }
      look(tell)
      return () => {
        gathered = undefined
        clock.clearTimeout(timer)
      }
    },
  }
}

interface Gathered {
  /** The terms that the listeners know of. */
  readonly known: Set<string>
  readonly dirty: Set<string>
  /** How many bytes of a running download were told. */
  readonly received: Map<string, number>
  isFamilyDirty: boolean
  isSpent: boolean
  /** What was told last, as JSON. */
  family: string
  health: string
  fleet: string
}

const OF_FAMILY: ReadonlySet<TermEvent['type']> = new Set(['term.started', 'term.stopped', 'term.crashed'])

function changeSince(gathered: Gathered, tree: ServedTree, subject: ChangingTree): Change | undefined {
  noteDownloads(gathered, tree)
  const terms: TermFacts[] = []
  for (const name of gathered.dirty) {
    if (terms.length === AT_ONCE) break
    gathered.dirty.delete(name)
    const facts = subject.facts(name)
    if (facts === undefined) continue
    gathered.known.add(name)
    terms.push(facts)
  }
  const removed = gone(gathered, tree)
  const supervisor = family(gathered, subject)
  const { startup, ready, live, state } = tree.vitals()
  const health = news<HealthFacts>(gathered, 'health', { startup, ready, live, state })
  const fleet = news<FleetPlaceFacts | null>(gathered, 'fleet', subject.fleet() ?? null)
  const others = [supervisor, health, fleet]
  const isNothing = terms.length + removed.length === 0 && others.every((one) => one === undefined)
  return isNothing ? undefined : { now: tree.clock.now(), terms, removed, health, supervisor, fleet }
}

/** Nobody tells how far a download has come. */
function noteDownloads({ known, dirty, received }: Gathered, { terms }: ServedTree): void {
  for (const name of known) {
    const keeper = terms.get(name)?.keeper
    const bytes = keeper?.attempt === undefined ? 0 : (progressOf(keeper)?.received ?? 0)
    if (bytes === (received.get(name) ?? 0)) continue
    dirty.add(name)
    if (bytes === 0) received.delete(name)
    else received.set(name, bytes)
  }
}

function gone({ known, received }: Gathered, { terms }: ServedTree): string[] {
  const removed = [...known].filter((name) => !terms.has(name))
  for (const name of removed) {
    known.delete(name)
    received.delete(name)
  }
  return removed
}

/** Restarts are regained as time goes by, so that a supervisor that has spent some is looked at each time. */
function family(gathered: Gathered, subject: ChangingTree): SupervisorFacts | undefined {
  if (!gathered.isFamilyDirty && !gathered.isSpent && gathered.family !== '') return undefined
  const supervisor = subject.supervisor()
  if (supervisor === undefined) return undefined
  gathered.isFamilyDirty = false
  gathered.isSpent = isSpent(supervisor)
  return news(gathered, 'family', supervisor)
}

/** What is told for the first time since the listeners had all, or is another than before. */
function news<T>(gathered: Gathered, what: 'family' | 'health' | 'fleet', told: T): T | undefined {
  const text = JSON.stringify(told)
  if (gathered[what] === text) return undefined
  gathered[what] = text
  return told
}
