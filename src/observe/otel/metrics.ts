/** Records counters and histograms out of events. @module */

import type { Attributes, Meter } from '@opentelemetry/api'
import { ERROR_CODES } from '../../base/error-codes.ts'
import { STEPS, type WorkingState } from '../../base/steps.ts'
import type {
  RefreshCancelled,
  RefreshFailed,
  RefreshUnchanged,
  RefreshUpdated,
  SupervisorRestarted,
  TermEvent,
  TermRejected,
} from '../../events/events.ts'
import { errorTypeOf } from '../error-type.ts'
import { ATTRIBUTES, METRICS, SECONDS_BUCKETS } from './metric-names.ts'

type RefreshEnd = RefreshUpdated | RefreshUnchanged | RefreshFailed | RefreshCancelled

function instruments(meter: Meter) {
  const advice = { explicitBucketBoundaries: SECONDS_BUCKETS }
  const histogram = (of: { name: string; unit: string; description: string }) =>
    meter.createHistogram(of.name, { unit: of.unit, description: of.description, advice })
  return {
    duration: histogram(METRICS.refreshDuration),
    phase: histogram(METRICS.phaseDuration),
    active: meter.createUpDownCounter(METRICS.refreshActive.name, METRICS.refreshActive),
    io: meter.createCounter(METRICS.downloadIo.name, METRICS.downloadIo),
    rejections: meter.createCounter(METRICS.rejections.name, METRICS.rejections),
    keepsakeWrites: meter.createCounter(METRICS.keepsakeWrites.name, METRICS.keepsakeWrites),
    keepsakeFailures: meter.createCounter(METRICS.keepsakeFailures.name, METRICS.keepsakeFailures),
    keepsakeIgnored: meter.createCounter(METRICS.keepsakeIgnored.name, METRICS.keepsakeIgnored),
    throttled: meter.createCounter(METRICS.throttled.name, METRICS.throttled),
    deltas: meter.createCounter(METRICS.deltas.name, METRICS.deltas),
    fleetHints: meter.createCounter(METRICS.fleetHints.name, METRICS.fleetHints),
    fleetVotes: meter.createCounter(METRICS.fleetVotes.name, METRICS.fleetVotes),
    fleetActivations: meter.createCounter(METRICS.fleetActivations.name, METRICS.fleetActivations),
    fleetRefusals: meter.createCounter(METRICS.fleetRefusals.name, METRICS.fleetRefusals),
    fleetRollbacks: meter.createCounter(METRICS.fleetRollbacks.name, METRICS.fleetRollbacks),
    fleetHalts: meter.createCounter(METRICS.fleetHalts.name, METRICS.fleetHalts),
    fleetDecisions: meter.createCounter(METRICS.fleetDecisions.name, METRICS.fleetDecisions),
    fleetOutages: meter.createCounter(METRICS.fleetOutages.name, METRICS.fleetOutages),
    restarts: meter.createCounter(METRICS.restarts.name, METRICS.restarts),
    listenerErrors: meter.createCounter(METRICS.listenerErrors.name, METRICS.listenerErrors),
  }
}

const typeOf = (error: unknown): Attributes =>
  error === undefined ? {} : { [ATTRIBUTES.errorType]: errorTypeOf(error) }

/**
 * Makes a listener that measures what it hears.
 *
 * @param sources - The name of each term's fetcher.
 */
export function recordMetrics(
  meter: Meter,
  sources: ReadonlyMap<string, string>,
): (event: TermEvent) => void {
  const { duration, phase, active, io, restarts, listenerErrors, ...counters } = instruments(meter)
  const running = new Set<string>()

  const begin = (term: string) => {
    if (!running.has(term)) active.add(1, { [ATTRIBUTES.term]: term })
    running.add(term)
  }
  const settle = (term: string) => {
    if (running.delete(term)) active.add(-1, { [ATTRIBUTES.term]: term })
  }

  const recordEnd = (event: RefreshEnd) => {
    const term = { [ATTRIBUTES.term]: event.term }
    const end = { [ATTRIBUTES.outcome]: event.outcome, [ATTRIBUTES.trigger]: event.trigger }
    const error = event.type === 'refresh.failed' ? typeOf(event.error) : {}
    duration.record(event.durationMs / 1_000, { ...term, ...end, ...error })
    for (const [state, ms] of Object.entries(event.phases)) {
      phase.record(ms / 1_000, { ...term, [ATTRIBUTES.phase]: STEPS[state as WorkingState] })
    }
    if (event.bytes > 0) {
      const source = 'source' in event ? event.source : (sources.get(event.term) ?? 'unknown')
      io.add(event.bytes, { ...term, [ATTRIBUTES.source]: source })
    }
    settle(event.term)
  }

  const recordRestart = ({ supervisor, child, error }: SupervisorRestarted) =>
    restarts.add(1, {
      [ATTRIBUTES.supervisor]: supervisor,
      [ATTRIBUTES.child]: child,
      ...typeOf(error),
    })

  const recordRejection = ({ term, rule, code }: TermRejected) =>
    counters.rejections.add(1, {
      [ATTRIBUTES.term]: term,
      ...(rule !== undefined && { [ATTRIBUTES.rule]: rule }),
      [ATTRIBUTES.errorType]: ERROR_CODES[code].type,
    })

  return (event) => {
    switch (event.type) {
      case 'refresh.started':
        return begin(event.term)
      case 'refresh.updated':
      case 'refresh.unchanged':
      case 'refresh.failed':
      case 'refresh.cancelled':
        return recordEnd(event)
      // An incarnation that was cut short may never have said that its attempt ended.
      case 'term.started':
      case 'term.stopped':
      case 'term.crashed':
        return settle(event.term)
      case 'term.rejected':
        return recordRejection(event)
      case 'keepsake.written':
        return counters.keepsakeWrites.add(1, { [ATTRIBUTES.term]: event.term })
      case 'keepsake.failed':
        return counters.keepsakeFailures.add(1, {
          [ATTRIBUTES.term]: event.term,
          [ATTRIBUTES.keepsakePart]: event.part,
        })
      case 'keepsake.ignored':
        return counters.keepsakeIgnored.add(1, { [ATTRIBUTES.term]: event.term })
      case 'origin.throttled':
        return counters.throttled.add(1, { [ATTRIBUTES.origin]: event.origin })
      case 'delta.used':
      case 'delta.failed':
        return counters.deltas.add(1, {
          [ATTRIBUTES.term]: event.term,
          [ATTRIBUTES.deltaOutcome]: event.type === 'delta.used' ? 'made' : 'failed',
          [ATTRIBUTES.deltaOf]: event.of,
          ...(event.type === 'delta.failed' && typeOf(event.error)),
        })
      case 'fleet.hinted':
        return counters.fleetHints.add(1, { [ATTRIBUTES.term]: event.term })
      case 'fleet.voted':
        return counters.fleetVotes.add(1, {
          [ATTRIBUTES.term]: event.term,
          [ATTRIBUTES.vote]: event.vote,
          ...(event.stage !== undefined && { [ATTRIBUTES.fleetStage]: event.stage }),
        })
      case 'fleet.activated':
        return counters.fleetActivations.add(1, { [ATTRIBUTES.term]: event.term })
      case 'fleet.refused':
        return counters.fleetRefusals.add(1, {
          [ATTRIBUTES.term]: event.term,
          [ATTRIBUTES.fleetStage]: event.stage,
        })
      case 'fleet.went-back':
        return counters.fleetRollbacks.add(1, { [ATTRIBUTES.term]: event.term })
      case 'fleet.halted':
        return counters.fleetHalts.add(1, { [ATTRIBUTES.term]: event.term })
      case 'fleet.decided':
        return counters.fleetDecisions.add(1, {
          [ATTRIBUTES.term]: event.term,
          [ATTRIBUTES.rolloutState]: event.state,
        })
      case 'fleet.unreachable':
        return counters.fleetOutages.add(1)
      case 'supervisor.restarted':
        return recordRestart(event)
      case 'listener.failed':
        return listenerErrors.add(1, event.term === undefined ? {} : { [ATTRIBUTES.term]: event.term })
    }
  }
}
