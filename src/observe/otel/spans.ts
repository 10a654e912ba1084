/** Draws spans: one for each attempt, with a child for each phase, and one for each restart. @module */

import type { Attributes, Span, SpanContext, Tracer } from '@opentelemetry/api'
import { STEPS, type StepName } from '../../base/steps.ts'
import type {
  RefreshCancelled,
  RefreshFailed,
  RefreshStarted,
  RefreshUnchanged,
  RefreshUpdated,
  SupervisorRestarted,
  TermEvent,
  TermState,
  TermTransition,
} from '../../events/events.ts'
import { errorFields } from '../error-fields.ts'
import { errorTypeOf } from '../error-type.ts'
import { ROOT_CONTEXT, SpanStatusCode, trace } from './api.ts'
import { ATTRIBUTES } from './metric-names.ts'
import { versionLabel } from './version-label.ts'

type RefreshEnd = RefreshUpdated | RefreshUnchanged | RefreshFailed | RefreshCancelled

interface Phase {
  readonly name: StepName
  readonly since: number
  until?: number
}

/**
 * What is known of a term's present attempt. Its phases become spans when it ends, since only then its outcome is known.
 */
interface Attempt {
  readonly id: string
  root?: Span
  readonly phases: Phase[]
}

// OpenTelemetry would take a small number for a time of the monotonic clock, but never a Date.
const time = (at: number): Date => new Date(at)

function versionsOf(event: RefreshEnd): Attributes {
  const [from, to] =
    event.type === 'refresh.updated'
      ? [event.from, event.to]
      : event.type === 'refresh.unchanged'
        ? [event.version, event.version]
        : []
  return {
    ...(from !== undefined && { [ATTRIBUTES.previousVersion]: versionLabel(from) }),
    ...(to !== undefined && { [ATTRIBUTES.currentVersion]: versionLabel(to) }),
  }
}

const signedBy = (event: RefreshEnd): Attributes =>
  event.type === 'refresh.updated' && event.signedBy !== undefined
    ? { [ATTRIBUTES.signedBy]: event.signedBy }
    : {}

const sourceOf = (event: RefreshEnd): Attributes =>
  'source' in event ? { [ATTRIBUTES.source]: event.source, [ATTRIBUTES.sourceFallback]: event.fallback } : {}

/** Marks a span as failed, with no words but those of a `TermError`. */
function fail(span: Span, error: unknown): void {
  const type = errorTypeOf(error)
  span.setAttribute(ATTRIBUTES.errorType, type)
  span.setStatus({ code: SpanStatusCode.ERROR, message: type })
}

function recordError(span: Span, error: unknown, at: number): void {
  const { name, code, message = '' } = errorFields(error)
  span.recordException({ name, message, ...(code !== undefined && { code }) }, time(at))
}

function closePhase({ phases }: Attempt, at: number): void {
  const last = phases.at(-1)
  if (last) last.until ??= at
}

/** The step that is done in a state; `undefined` for one that waits. */
const stepOf = (state: TermState): StepName | undefined =>
  (STEPS as Partial<Record<TermState, StepName>>)[state]

/** Makes a listener that draws what it hears as spans. */
export function recordSpans(tracer: Tracer): (event: TermEvent) => void {
  const attempts = new Map<string, Attempt>()
  const lastFailed = new Map<string, SpanContext>()

  const attemptOf = ({ term, id, at }: { term: string; id: string; at: number }): Attempt => {
    const known = attempts.get(term)
    if (known?.id === id) return known
    known?.root?.end(time(at))
    const attempt: Attempt = { id, phases: [] }
    attempts.set(term, attempt)
    return attempt
  }

  /** Closes the span of an attempt that never said that it ended: a span must not stay open for ever. */
  const forget = (term: string, at: number) => {
    attempts.get(term)?.root?.end(time(at))
    attempts.delete(term)
  }

  const begin = (event: RefreshStarted) => {
    if (attempts.get(event.term)?.root) forget(event.term, event.at)
    const attempt = attemptOf(event)
    const attributes = { [ATTRIBUTES.term]: event.term, [ATTRIBUTES.trigger]: event.trigger }
    const options = { startTime: time(event.at), attributes, root: true }
    attempt.root = tracer.startSpan(`refresh ${event.term}`, options, ROOT_CONTEXT)
  }

  // The change to `probing` may be heard before the start of its attempt, and the last change after its end.
  const move = (event: TermTransition) => {
    const attempt = attemptOf(event)
    closePhase(attempt, event.at)
    const name = stepOf(event.to)
    if (name) attempt.phases.push({ name, since: event.at })
  }

  const drawPhases = ({ phases }: Attempt, root: Span, event: RefreshEnd) => {
    const context = trace.setSpan(ROOT_CONTEXT, root)
    for (const [index, { name, since, until = event.at }] of phases.entries()) {
      const attributes = { [ATTRIBUTES.term]: event.term, [ATTRIBUTES.phase]: name }
      const span = tracer.startSpan(name, { startTime: time(since), attributes }, context)
      if (event.type === 'refresh.failed' && index === phases.length - 1) fail(span, event.error)
      span.end(time(until))
    }
  }

  const end = (event: RefreshEnd) => {
    const attempt = attemptOf(event)
    attempts.delete(event.term)
    const { root } = attempt
    if (!root) return
    closePhase(attempt, event.at)
    drawPhases(attempt, root, event)
    root.setAttributes({
      [ATTRIBUTES.outcome]: event.outcome,
      [ATTRIBUTES.bytes]: event.bytes,
      ...versionsOf(event),
      ...signedBy(event),
      ...sourceOf(event),
    })
    if (event.type === 'refresh.failed') {
      fail(root, event.error)
      recordError(root, event.error, event.at)
      lastFailed.set(event.term, root.spanContext())
    }
    root.end(time(event.at))
  }

  const restart = (event: SupervisorRestarted) => {
    const failed = lastFailed.get(event.child)
    const attributes = {
      [ATTRIBUTES.supervisor]: event.supervisor,
      [ATTRIBUTES.child]: event.child,
      [ATTRIBUTES.restartCount]: event.restarts,
    }
    const links = failed ? [{ context: failed }] : []
    const options = { startTime: time(event.at), attributes, links, root: true }
    const span = tracer.startSpan(`restart ${event.child}`, options, ROOT_CONTEXT)
    if (event.error !== undefined) fail(span, event.error)
    span.end(time(event.at))
  }

  return (event) => {
    switch (event.type) {
      case 'refresh.started':
        return begin(event)
      case 'term.transition':
        return move(event)
      case 'refresh.updated':
      case 'refresh.unchanged':
      case 'refresh.failed':
      case 'refresh.cancelled':
        return end(event)
      case 'term.crashed':
        return forget(event.term, event.at)
      case 'term.stopped':
        lastFailed.delete(event.term)
        return forget(event.term, event.at)
      case 'supervisor.restarted':
        return restart(event)
    }
  }
}
