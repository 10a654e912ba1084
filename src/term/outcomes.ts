/** Begins attempts, and tells their ends to those who wait for them and to those who only listen. @module */

import type { TermContext, Trigger } from '../../machines/index.ts'
import { named, type TermError } from '../base/errors.ts'
import { layoutNews } from '../decode/table/index.ts'
import type { RefreshFailed, TermSource } from '../events/events.ts'
import { heldBack } from '../store/backlist.ts'
import type { Swap } from '../store/shelf.ts'
import { hasGoneStale } from '../store/standing.ts'
import { type Attempt, attemptOf } from './attempt.ts'
import { noteAsked } from './cooldown.ts'
import type { Incarnation } from './incarnation.ts'
import { noteFailure, noteSuccess } from './journal.ts'
import type { Keeper } from './keeper.ts'
import { LEFT_BY_POLL, LEFT_BY_UPDATE, noteLeft } from './leavings.ts'
import { endLook } from './looked.ts'
import { drawFor, setPace } from './origin-budget.ts'
import { ageOfValue, doubtAge } from './staleness.ts'
import { endTurn } from './turn.ts'

interface At {
  readonly context: TermContext
}
const desk = ({ context }: At): Incarnation => context.desk as Incarnation

const common = ({ id, keeper, link }: Incarnation) => ({
  at: link.clock.now(),
  term: keeper.options.name,
  id,
})

const summary = ({ link }: Incarnation, { trigger, startedAt, phases, bytes }: Attempt) => ({
  trigger,
  durationMs: link.clock.monotonic() - startedAt,
  phases: Object.freeze({ ...phases }),
  bytes,
})

/** Takes the attempt off the desk. */
function conclude(incarnation: Incarnation): Attempt | undefined {
  const { attempt, keeper } = incarnation
  incarnation.attempt = undefined
  if (keeper.attempt === attempt) keeper.attempt = undefined
  endTurn(incarnation)
  endLook(keeper)
  attempt?.end()
  // Listeners are told after the machine's own step; a swap that comes in between tells of itself.
  if (attempt?.swap !== undefined) queueMicrotask(() => tell(keeper, attempt.swap))
  else keeper.keepsake?.spared()
  incarnation.hints?.attemptEnded()
  if (attempt !== undefined) noteLeft(attempt.swap === undefined ? LEFT_BY_POLL : LEFT_BY_UPDATE)
  if (keeper.derivation !== undefined) for (const ended of keeper.derivation.ends) ended()
  return attempt
}

function tell({ cell, listeners }: Keeper, swap: Swap<unknown> | undefined): void {
  if (cell.live()?.edition === swap?.edition) listeners.tell()
}

function plan({ keeper, link }: Incarnation, delay: number | null): void {
  keeper.journal.nextProbeAt = delay === null ? undefined : link.clock.now() + delay
}

function succeeded(
  incarnation: Incarnation,
  attempt: Attempt | undefined,
  outcome: 'updated' | 'unchanged',
  delay: number | null,
): TermSource {
  const { keeper, link } = incarnation
  const { journal } = keeper
  const { at, ...who } = common(incarnation)
  const { name, fallback, error } = attempt?.source ?? { name: keeper.options.source, fallback: false }
  const source = Object.freeze({ name, fallback })
  if (link.hears && journal.failures > 0) {
    const now = link.clock.monotonic()
    const outageMs = now - (journal.failingSince ?? now)
    link.emit({ type: 'refresh.recovered', at, ...who, afterFailures: journal.failures, outageMs })
  }
  const from = journal.source
  if (link.hears && hasMoved(from, source)) {
    link.emit({ type: 'source.changed', at, ...who, from: from?.name, to: name, fallback, error })
  }
  noteSuccess(journal, at, outcome, source)
  if (attempt?.trigger === 'manual') noteAsked(keeper)
  if (keeper.account !== undefined) setPace(keeper.account, delay, link.clock.monotonic())
  plan(incarnation, delay)
  // If somebody else made another edition live meanwhile, whoever waits for news has it.
  const isOther = attempt !== undefined && attempt.publications !== keeper.cell.publications()
  keeper.refreshes.end(isOther ? 'updated' : outcome)
  return source
}

/**
 * Does another source answer than before? That the first answer comes from the source that is meant to give it is no
 * news.
 */
const hasMoved = (from: TermSource | undefined, to: TermSource): boolean =>
  from === undefined ? to.fallback : from.name !== to.name || from.fallback !== to.fallback

/** Begins an attempt. */
export function begin(incarnation: Incarnation, trigger: Trigger): Attempt {
  const { keeper, link } = incarnation
  const { name: term, source, limits } = keeper.options
  const { clock } = link
  const attempt = attemptOf({
    term,
    trigger,
    source,
    publications: keeper.cell.publications(),
    deadlineMs: limits.deadlineMs,
    clock,
    failed: keeper.failed,
  })
  incarnation.attempt = attempt
  keeper.attempt = attempt
  if (keeper.account !== undefined) drawFor(keeper.account, trigger, clock.monotonic())
  keeper.journal.lastProbeAt = link.clock.now()
  keeper.journal.nextProbeAt = undefined
  if (link.hears) link.emit({ type: 'refresh.started', ...common(incarnation), trigger })
  return attempt
}

/** The named actions of the term machine. */
export const termActions = {
  concludeUnchanged(at: At) {
    const incarnation = desk(at)
    const { keeper, link } = incarnation
    const { delay } = at.context
    const attempt = conclude(incarnation)
    const { name: source, fallback } = succeeded(incarnation, attempt, 'unchanged', delay)
    if (!link.hears || attempt === undefined) return
    const version = keeper.cell.live()?.edition.version
    const newer = heldBack(keeper.shelf.backlist)?.edition.version
    const ended = { ...common(incarnation), ...summary(incarnation, attempt), nextInMs: delay }
    const facts = { version, newer, source, fallback }
    link.emit({ type: 'refresh.unchanged', outcome: 'unchanged', ...ended, ...facts })
  },

  concludeUpdated(at: At) {
    const incarnation = desk(at)
    const { link } = incarnation
    const { delay } = at.context
    const attempt = conclude(incarnation)
    const { name: source, fallback } = succeeded(incarnation, attempt, 'updated', delay)
    if (!link.hears || attempt === undefined) return
    const ended = { ...common(incarnation), ...summary(incarnation, attempt), nextInMs: delay }
    const { swap } = attempt
    const versions = {
      from: swap?.replaced?.version,
      to: swap?.edition.version ?? '',
      signedBy: swap?.edition.signedBy,
    }
    const table = swap && layoutNews(swap.replaced?.value, swap.edition.value)
    const facts = { ...versions, source, fallback, ...(table !== undefined && { table }) }
    link.emit({ type: 'refresh.updated', outcome: 'updated', ...ended, ...facts })
  },

  concludeFailed(at: At, { error }: { error: unknown }) {
    const { delay } = at.context
    plan(desk(at), delay)
    failed(desk(at), error, delay)
  },
}

/** Tells that an attempt failed, whether another follows or not. */
function failed(incarnation: Incarnation, thrown: unknown, nextInMs: number | null): void {
  const { keeper, link } = incarnation
  const attempt = conclude(incarnation)
  if (attempt === undefined) return
  const error = named(thrown, keeper.options.name, 'probe')
  // Whatever is still open, a body above all, is closed with the attempt.
  attempt.controller.abort(error)
  noteFailure(keeper.journal, link.clock, error)
  if (attempt.trigger === 'manual') noteAsked(keeper)
  doubtAge(keeper)
  keeper.refreshes.fail(error)
  if (keeper.journal.lastAnswerAt === undefined) link.complain.attemptFailed(error)
  if (error.hopeless) for (const done of keeper.starting ?? []) done(error)
  if (link.hears) link.emit(failure(incarnation, attempt, error, nextInMs))
}

/** Tells that the incarnation crashed; also those hear of it who wait for an attempt that hasn't begun. */
export function crashed(incarnation: Incarnation, thrown: unknown): void {
  const { keeper, attempt } = incarnation
  keeper.journal.crashes++
  if (attempt !== undefined) failed(incarnation, thrown, null)
  else if (keeper.refreshes.awaited) keeper.refreshes.fail(named(thrown, keeper.options.name, 'probe'))
}

/** Tells that the attempt was called off. */
export function cancelled(incarnation: Incarnation): void {
  const attempt = conclude(incarnation)
  if (attempt === undefined) return
  attempt.controller.abort()
  if (!incarnation.link.hears) return
  const ended = { ...common(incarnation), ...summary(incarnation, attempt) }
  incarnation.link.emit({ type: 'refresh.cancelled', outcome: 'cancelled', ...ended })
}

function failure(
  incarnation: Incarnation,
  attempt: Attempt,
  error: TermError,
  nextInMs: number | null,
): RefreshFailed {
  const { keeper } = incarnation
  const held = keeper.cell.live()
  return {
    type: 'refresh.failed',
    outcome: 'failed',
    ...common(incarnation),
    ...summary(incarnation, attempt),
    error,
    code: error.code,
    stage: error.stage,
    failures: keeper.journal.failures,
    nextInMs,
    serving: held?.edition.version,
    ageMs: held && keeper.staleness ? ageOfValue(keeper.staleness) : null,
    stale: hasGoneStale(held?.standing),
  }
}
