/** The books of a tree: which incarnations live, and what becomes of each when it ends. @module */

import type { ChildEnded, Report } from '../../machines/index.ts'
import type { Clock } from '../clock.ts'
import { TermError } from '../errors.ts'
import type { TermStarted } from '../observe/events.ts'
import { cancelled, failed } from '../term/announce.ts'
import { closeIncarnation, type Incarnation } from '../term/incarnation.ts'
import { release } from '../term/keeper.ts'
import type { Observation } from './observation.ts'
import type { ResolvedStrategy } from './options.ts'

export interface Books {
  /** Of every supervisor, by its path. */
  readonly strategies: Map<string, ResolvedStrategy>
  enter(supervisor: string, incarnation: Incarnation): void
  /** Hears the charts. */
  hear(report: Report): void
  /** Closes what still lives: the tree was ended by force. */
  close(): void
  /** Resolves when the fetchers of all that ended are closed. */
  closed(): Promise<unknown>
}

/** `prices#3` is an incarnation of `prices`. */
const childOfId = (id: string): string => id.slice(0, id.lastIndexOf('#'))

/** `root/lists/spam#0` is a child of `root/lists`. */
const parentOf = (key: string): string => key.slice(0, key.lastIndexOf('/'))

function started({ id, keeper: { options } }: Incarnation, at: number): TermStarted {
  const { name: term, fetcher, policy, maxStaleMs } = options
  const common = { at, term, id, source: fetcher.name, maxStaleMs }
  return { type: 'term.started', ...common, refreshIntervalMs: policy.interval }
}

export function books({ emit }: Observation, clock: Clock, coolDownMs: number | null): Books {
  const live = new Map<string, Incarnation>()
  const closings = new Set<Promise<void>>()
  const strategies = new Map<string, ResolvedStrategy>()

  const limitsOf = (supervisor: string) => {
    const { restarts: limit = 0, within: withinMs = 0 } = strategies.get(supervisor)?.intensity ?? {}
    return { limit, withinMs }
  }

  function bury(incarnation: Incarnation, { supervisor, how, error }: Omit<ChildEnded, 'type' | 'id'>): void {
    const { id, keeper } = incarnation
    const who = { at: clock.now(), term: keeper.options.name, id }
    if (how === 'crashed') {
      failed(incarnation, error, null)
      keeper.journal.crashes++
      emit({ type: 'term.crashed', ...who, error, code: error instanceof TermError ? error.code : undefined })
    } else {
      cancelled(incarnation)
      emit({ type: 'term.stopped', ...who })
    }
    keeper.journal.nextProbeAt = undefined
    if (how === 'killed') emit({ type: 'supervisor.killed', at: who.at, supervisor, child: childOfId(id) })
    const closing = closeIncarnation(incarnation).finally(() => closings.delete(closing))
    closings.add(closing)
    // One that is not started again leaves nobody waiting for it; a transient one comes back after a crash or with its siblings.
    if (keeper.options.restart === 'temporary') release(keeper, incarnation.link)
  }

  return {
    strategies,
    enter(supervisor, incarnation) {
      live.set(`${supervisor}/${incarnation.id}`, incarnation)
      if (incarnation.link.hears) emit(started(incarnation, clock.now()))
    },
    hear(report) {
      const { type, supervisor } = report
      const at = clock.now()
      if (type === 'child.ended') {
        const key = `${supervisor}/${report.id}`
        const incarnation = live.get(key)
        live.delete(key)
        if (incarnation !== undefined) bury(incarnation, report)
        return
      }
      if (type === 'stopped') return emit({ type: 'supervisor.stopped', at, supervisor })
      if (type === 'resumed') return emit({ type: 'supervisor.resumed', at, supervisor })
      const { error } = report
      const common = { at, supervisor, child: childOfId(report.id), error, ...limitsOf(supervisor) }
      if (type === 'gave-up') {
        emit({ type: 'supervisor.gave-up', ...common, coolDownMs: supervisor === 'root' ? coolDownMs : null })
      } else {
        const { children, restarts } = report
        emit({ type: 'supervisor.restarted', ...common, children, restarts })
      }
    },
    close() {
      for (const [key, incarnation] of live) {
        bury(incarnation, { supervisor: parentOf(key), how: 'killed', error: undefined })
      }
      live.clear()
    },
    closed: () => Promise.all(closings),
  }
}
