/**
 * Keeps the books of a tree: which incarnations live, and what becomes of each when it ends. With a supervisor all that
 * lives below it ends, since one that is ended by force doesn't report its children.
 *
 * @module
 */

import type { ChildEnded, Ending, Report } from '../../machines/index.ts'
import type { Clock } from '../base/clock.ts'
import { TermError } from '../base/errors.ts'
import type { TermStarted } from '../events/events.ts'
import type { FetcherClosing } from '../fetch/contract/fetcher-use.ts'
import { atRest } from '../fetch/contract/fetcher-work.ts'
import { closeIncarnation, type Incarnation } from '../term/incarnation.ts'
import type { Keeper } from '../term/keeper.ts'
import { cancelled, crashed } from '../term/outcomes.ts'
import type { Observation } from './observation.ts'
import type { ResolvedStrategy } from './options.ts'

export interface LiveIncarnations {
  /** The options of every supervisor, by its path. */
  readonly strategies: Map<string, ResolvedStrategy>
  enter(supervisor: string, incarnation: Incarnation): void
  /** Hears what supervisors report. */
  hear(report: Report): void
  /** Forgets a child and the supervisors below it. */
  strike(path: string): void
  /** Closes the incarnations that still live when the tree was ended by force. */
  close(): void
  /** Resolves when the fetchers of all incarnations that ended are closed. */
  closed(): Promise<unknown>
  /** Resolves when those of these terms are, or have had their time. */
  closedOf(keepers: readonly Keeper[]): Promise<void>
}

/** The name of the child in the id of its incarnation: `prices` in `prices#3`. */
const childOfId = (id: string): string => id.slice(0, id.lastIndexOf('#'))

/** Is a path at or below another? `root/lists` and `root/lists/spam` are both within `root/lists`. */
const isWithin = (path: string, above: string): boolean => path === above || path.startsWith(`${above}/`)

function started({ id, keeper: { options } }: Incarnation, at: number): TermStarted {
  const { name: term, source, policy, maxStaleMs } = options
  const common = { at, term, id, source, maxStaleMs }
  return { type: 'term.started', ...common, refreshIntervalMs: policy.interval }
}

export function liveIncarnations(
  { emit }: Observation,
  clock: Clock,
  coolDownMs: number | null,
): LiveIncarnations {
  /** The live incarnations, by the paths of their supervisors and then by their ids. */
  const live = new Map<string, Map<string, Incarnation>>()
  const closings = new Map<FetcherClosing, Keeper>()
  const strategies = new Map<string, ResolvedStrategy>()

  const limitsOf = (supervisor: string) => {
    const { restarts: limit = 0, within: withinMs = 0 } = strategies.get(supervisor)?.intensity ?? {}
    return { limit, withinMs }
  }

  function bury(incarnation: Incarnation, how: Ending, error: unknown): void {
    const { id, keeper } = incarnation
    const who = { at: clock.now(), term: keeper.options.name, id }
    if (how === 'crashed') {
      crashed(incarnation, error)
      emit({ type: 'term.crashed', ...who, error, code: error instanceof TermError ? error.code : undefined })
    } else {
      cancelled(incarnation)
      emit({ type: 'term.stopped', ...who })
    }
    keeper.journal.nextProbeAt = undefined
    const closing = closeIncarnation(incarnation)
    if (closing === undefined) return
    closings.set(closing, keeper)
    void closing.ended.then(() => closings.delete(closing))
  }

  function killed(supervisor: string, id: string): void {
    emit({ type: 'supervisor.killed', at: clock.now(), supervisor, child: childOfId(id) })
  }

  /** Ends all incarnations below a path by force, the last first. */
  function closeBelow(above: string): void {
    for (const [path, members] of [...live].reverse()) {
      if (!isWithin(path, above)) continue
      live.delete(path)
      for (const incarnation of [...members.values()].reverse()) {
        bury(incarnation, 'killed', undefined)
        killed(path, incarnation.id)
      }
    }
  }

  function end({ supervisor, id, how, error }: ChildEnded): void {
    const members = live.get(supervisor)
    const incarnation = members?.get(id)
    members?.delete(id)
    if (members?.size === 0) live.delete(supervisor)
    if (incarnation !== undefined) bury(incarnation, how, error)
    else closeBelow(`${supervisor}/${childOfId(id)}`)
    if (how === 'killed') killed(supervisor, id)
  }

  return {
    strategies,
    enter(supervisor, incarnation) {
      const members = live.get(supervisor) ?? new Map<string, Incarnation>()
      live.set(supervisor, members.set(incarnation.id, incarnation))
      if (incarnation.link.hears) emit(started(incarnation, clock.now()))
    },
    hear(report) {
      const { type, supervisor } = report
      const at = clock.now()
      if (type === 'child.ended') return end(report)
      if (type === 'left') return
      if (type === 'stopped') return emit({ type: 'supervisor.stopped', at, supervisor })
      if (type === 'resumed') return emit({ type: 'supervisor.resumed', at, supervisor })
      const { error } = report
      const common = { at, supervisor, child: childOfId(report.id), error, ...limitsOf(supervisor) }
      if (type === 'gave-up') {
        emit({ type: 'supervisor.gave-up', ...common, coolDownMs: supervisor === 'root' ? coolDownMs : null })
      } else {
        const { children, restarts } = report
        emit({ type: 'supervisor.restarted', ...common, children: Object.freeze([...children]), restarts })
      }
    },
    strike(path) {
      for (const known of strategies.keys()) if (isWithin(known, path)) strategies.delete(known)
    },
    close: () => closeBelow('root'),
    closed: () => Promise.all([...closings.keys()].map(({ ended }) => ended)),
    closedOf(keepers) {
      const ours = [...closings].filter(([, keeper]) => keepers.includes(keeper))
      return atRest(
        ours.map(([{ work }]) => work),
        clock,
      )
    },
  }
}
