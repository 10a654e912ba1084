/** The desk of a served tree: an observer that writes down what it hears, and says how all of it is. @module */

import { hostname } from 'node:os'
import { type Clock, systemClock } from '../base/clock.ts'
import { libraryVersion } from '../base/library-version.ts'
import { timeSlice } from '../base/time-slice.ts'
import type { Observer, TreeView } from '../events/observer.ts'
import { type JoinedFleet, joinedFleetOf } from '../fleet/joined.ts'
import { type ServedTree, servedTree } from '../handles/reach.ts'
import type { RemoteTerm } from '../handles/term-handle.ts'
import type { Change, HeardEvent } from './api/messages.ts'
import type { TermFacts } from './api/term-facts.ts'
import type { TermPage } from './api/term-page.ts'
import type { SupervisorFacts, TreeFacts } from './api/tree-facts.ts'
import { changes } from './desk/changes.ts'
import { type LogEntry, logbook } from './desk/logbook.ts'
import { groupsIn, supervisorsAbove } from './desk/places.ts'
import { termFactsOf } from './desk/term-facts-of.ts'
import { termPageOf } from './desk/term-page-of.ts'

export type { LogEntry }

export interface DeskOptions extends Pick<TreeFacts, 'environment' | 'actions' | 'values' | 'levers'> {
  readonly name: string
  /** The clock of its own timers, for tests. */
  readonly clock?: Clock | undefined
}

/** Who hears of what is new. */
export interface DeskListener {
  heard(): void
  changed(change: Change): void
}

export interface Desk extends Observer {
  /** The tree that it sees; `undefined` before there is one. */
  tree(): ServedTree | undefined
  /** The fleet that the tree is in. */
  fleet(): JoinedFleet | undefined
  term(name: string): RemoteTerm<unknown> | undefined
  facts(name: string): TermFacts | undefined
  page(name: string): TermPage | undefined
  restarts(): readonly HeardEvent[]
  lastEvent(): number
  /** The events after that one which are still remembered; the oldest first. */
  since(id: number): readonly LogEntry[]
  /** All that is known of the tree, as the pieces of a JSON text that is made in shares of a turn. */
  treeText(): AsyncGenerator<string, void>
  listen(listener: DeskListener): () => void
}

export function desk(options: DeskOptions): Desk {
  const { name, environment, actions, values, levers, clock = systemClock } = options
  const listeners = new Set<DeskListener>()
  let tree: ServedTree | undefined
  let seen: TreeView | undefined
  let startedAt = clock.now()
  let groups: ReadonlyMap<string, string> | undefined
  const book = logbook(() => tree?.terms.size ?? 0)

  const supervisor = (): SupervisorFacts | undefined => tree && { ...tree.outline(), name }
  const groupOf = (term: string): string => {
    if (groups?.get(term) === undefined) {
      const all = supervisor()
      groups = all && groupsIn(all)
    }
    return groups?.get(term) ?? ''
  }
  const facts = (term: string): TermFacts | undefined => {
    const keeper = tree?.terms.get(term)?.keeper
    return keeper && termFactsOf(keeper, groupOf(term), book.history(term))
  }
  const fleet = () => seen && joinedFleetOf(seen)
  const place = () => {
    const { service } = fleet() ?? {}
    return service === undefined ? undefined : { service }
  }
  const changed = changes({ tree: () => tree, facts, supervisor, fleet: place }, clock)
  let endChanges: (() => void) | undefined

  return {
    name: 'desk',
    watch(view) {
      tree = servedTree(view)
      seen = view
      startedAt = tree?.clock.now() ?? startedAt
      groups = undefined
    },
    hear(event) {
      // A term that comes back may stand elsewhere.
      if (event.type === 'term.started') groups = undefined
      book.hear(event)
      if (event.type === 'term.stopped' && tree?.terms.has(event.term) === false) book.forget(event.term)
      changed.hear(event)
      for (const listener of listeners) listener.heard()
    },
    tree: () => tree,
    fleet,
    term: (term) => tree?.term(term),
    facts,
    page(term) {
      const found = tree?.terms.get(term)
      const told = facts(term)
      if (found === undefined || told === undefined) return undefined
      const served = { keeper: found.keeper, handle: found.handle as RemoteTerm<unknown> }
      const heard = book.about(term, supervisorsAbove(told.group))
      return termPageOf(served, told, book.history(term), heard)
    },
    restarts: book.restarts,
    lastEvent: book.lastId,
    since: book.since,
    async *treeText() {
      const turn = timeSlice()
      const { startup, ready, live, state } = tree?.vitals() ?? NO_HEALTH
      const head: Omit<TreeFacts, 'terms'> = {
        name,
        environment,
        host: hostname(),
        pid: process.pid,
        library: libraryVersion(),
        startedAt,
        now: tree?.clock.now() ?? clock.now(),
        health: { startup, ready, live, state },
        actions,
        values,
        levers,
        fleet: place(),
        supervisor: supervisor() ?? { ...NO_SUPERVISOR, name },
        lastEvent: book.lastId(),
      }
      yield `${JSON.stringify(head).slice(0, -1)},"terms":[`
      let separator = ''
      for (const term of [...(tree?.terms.keys() ?? [])]) {
        const told = facts(term)
        if (told === undefined) continue
        yield separator + JSON.stringify(told)
        separator = ','
        await turn.pass()
      }
      yield ']}'
    },
    listen(listener) {
      listeners.add(listener)
      endChanges ??= changed.begin((change) => {
        for (const listener of listeners) listener.changed(change)
      })
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        endChanges?.()
        endChanges = undefined
      }
    },
  }
}

const NO_HEALTH = { startup: false, ready: false, live: true, state: 'starting' }
const NO_SUPERVISOR: SupervisorFacts = {
  kind: 'supervisor',
  name: '',
  path: 'root',
  state: 'starting',
  strategy: 'one-for-one',
  budget: { left: 0, limit: 0, withinMs: 0 },
  children: [],
}
