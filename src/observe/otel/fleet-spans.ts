/** Draws spans of rollouts: what an instance tries, and each step that it decides about. @module */

import type { Span, Tracer } from '@opentelemetry/api'
import type { TermEvent } from '../../events/events.ts'
import type { FleetDecided, FleetVoted } from '../../events/fleet-events.ts'
import { ROOT_CONTEXT, SpanStatusCode } from './api.ts'
import { ATTRIBUTES } from './metric-names.ts'

interface Trial {
  readonly rollout: string
  readonly span: Span
}

const time = (at: number): Date => new Date(at)

/** Makes a listener that draws what it hears as spans. */
export function recordFleetSpans(tracer: Tracer): (event: TermEvent) => void {
  const trials = new Map<string, Trial>()

  /** A span must not stay open for ever. */
  function forget(term: string, at: number): void {
    trials.get(term)?.span.end(time(at))
    trials.delete(term)
  }

  function begin({ term, rollout, at }: FleetVoted): void {
    forget(term, at)
    const attributes = { [ATTRIBUTES.term]: term, [ATTRIBUTES.rollout]: rollout }
    const options = { startTime: time(at), attributes, root: true }
    trials.set(term, { rollout, span: tracer.startSpan(`try ${term}`, options, ROOT_CONTEXT) })
  }

  function end({ term, rollout, vote, stage, at }: FleetVoted): void {
    const trial = trials.get(term)
    // Health may speak against it long after it was tried.
    if (trial?.rollout !== rollout) return
    trial.span.setAttribute(ATTRIBUTES.vote, vote)
    if (vote === 'fail') {
      const type = stage ?? 'gate'
      trial.span.setAttribute(ATTRIBUTES.fleetStage, type)
      trial.span.setStatus({ code: SpanStatusCode.ERROR, message: type })
    }
    forget(term, at)
  }

  function decide({ term, rollout, state, share, at }: FleetDecided): void {
    const attributes = {
      [ATTRIBUTES.term]: term,
      [ATTRIBUTES.rollout]: rollout,
      [ATTRIBUTES.rolloutState]: state,
      [ATTRIBUTES.rolloutShare]: share,
    }
    const options = { startTime: time(at), attributes, root: true }
    tracer.startSpan(`rollout ${term}`, options, ROOT_CONTEXT).end(time(at))
  }

  return (event) => {
    switch (event.type) {
      case 'fleet.voted':
        return event.vote === 'trying' ? begin(event) : end(event)
      case 'fleet.decided':
        return decide(event)
      case 'term.crashed':
      case 'term.stopped':
        return forget(event.term, event.at)
    }
  }
}
