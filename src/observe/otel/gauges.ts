/** Reports gauges, which are read from the tree when somebody collects. @module */

import type { Attributes, BatchObservableResult, Meter, Observable } from '@opentelemetry/api'
import { STEPS, type WorkingState } from '../../base/steps.ts'
import type { TermState } from '../../events/events.ts'
import { type FleetStanding, fleetReadingOf } from '../../events/fleet-reading.ts'
import type { SupervisorReading, TermReading, TreeView } from '../../events/observer.ts'
import { ATTRIBUTES, METRICS, type MetricKind } from './metric-names.ts'
import { versionLabel } from './version-label.ts'

type Observed = Extract<MetricKind, `observed-${string}`>
type GaugeName = {
  [Name in keyof typeof METRICS]: (typeof METRICS)[Name]['kind'] extends Observed ? Name : never
}[keyof typeof METRICS]
type Gauges = Readonly<Record<GaugeName, Observable>>

const WORKING = Object.keys(STEPS) as WorkingState[]
const STATES: readonly TermState[] = ['idle', ...WORKING, 'backoff']

export interface GaugeOptions {
  /** The name of each term's fetcher. */
  readonly sources: ReadonlyMap<string, string>
  readonly infoMetric: boolean
}

function createGauges(meter: Meter): Gauges {
  const gauges: Partial<Record<GaugeName, Observable>> = {}
  for (const [key, of] of Object.entries(METRICS)) {
    if (of.kind === 'observed-gauge') gauges[key as GaugeName] = meter.createObservableGauge(of.name, of)
    if (of.kind === 'observed-up-down') {
      gauges[key as GaugeName] = meter.createObservableUpDownCounter(of.name, of)
    }
  }
  return gauges as Gauges
}

type Observe = (name: GaugeName, value: number | undefined, attributes?: Attributes) => void

function observeTerm(reading: TermReading, now: number, observe: Observe): void {
  const seconds = (ms: number | null | undefined) => (ms == null ? undefined : ms / 1_000)
  const since = (at: number | undefined) => (at === undefined ? undefined : seconds(Math.max(0, now - at)))

  observe('age', since(reading.confirmedAt))
  observe('contentAge', since(reading.lastUpdateAt))
  observe('lastAttempt', seconds(reading.lastAttemptAt))
  observe('lastAnswer', seconds(reading.lastAnswerAt))
  observe('confirmed', seconds(reading.confirmedAt))
  observe('lastUpdate', seconds(reading.lastUpdateAt))
  observe('stalenessLimit', seconds(reading.maxStaleMs))
  observe('ageLimit', seconds(reading.maxAgeMs))
  observe('stale', reading.ready || reading.expired ? Number(reading.stale) : undefined)
  observe('expired', reading.ready || reading.expired ? Number(reading.expired) : undefined)
  observe('expiry', seconds(reading.expiresAt))
  observe('ready', reading.ready ? 1 : 0)
  observe('failures', reading.failures)
  observe('fallback', reading.source && Number(reading.source.fallback))
  observe('pinned', Number(reading.pinned !== undefined))
  observe('heldBack', Number(reading.newer !== undefined))
  observe('quarantined', reading.quarantined)
  observe('size', reading.bytes, { [ATTRIBUTES.sizeKind]: 'wire' })
  for (const state of STATES) observe('state', reading.state === state ? 1 : 0, { [ATTRIBUTES.state]: state })
}

const ROLLOUTS = ['staged', 'paused', 'halted', 'done'] as const

function observeFleet({ reachable, terms }: FleetStanding, observing: (base: Attributes) => Observe): void {
  observing({})('fleetReachable', Number(reachable))
  for (const { term, rollout, behind } of terms) {
    const observe = observing({ [ATTRIBUTES.term]: term })
    observe('fleetBehind', Number(behind))
    for (const state of ROLLOUTS)
      observe('fleetRollout', Number(rollout === state), { [ATTRIBUTES.rolloutState]: state })
  }
}

/** The attributes of `everterm.term.info`, a series that others can be joined with. */
const infoOf = ({ term, version, source }: TermReading, fetcher: string | undefined): Attributes => ({
  [ATTRIBUTES.term]: term,
  ...(version !== undefined && { [ATTRIBUTES.version]: versionLabel(version) }),
  ...((source ?? fetcher) !== undefined && { [ATTRIBUTES.source]: source?.name ?? fetcher }),
})

/**
 * Makes a reporter of infos. It ends the series of earlier ones with a 0, because the SDK would repeat their 1 for ever.
 */
function infoReporter(gauge: Observable) {
  let last = new Map<string, Attributes>()
  return (result: BatchObservableResult, infos: readonly Attributes[]) => {
    const present = new Map(infos.map((info) => [JSON.stringify(info), info]))
    for (const [key, info] of last) if (!present.has(key)) result.observe(gauge, 0, info)
    for (const info of infos) result.observe(gauge, 1, info)
    last = present
  }
}

function observeSupervisor({ budget, children }: SupervisorReading, observe: Observe): void {
  observe('restartBudget', budget)
  observe('children', children)
}

/** Reports the tree at each collection, until the function that it returns is called. */
export function watchGauges(meter: Meter, tree: TreeView, options: GaugeOptions): () => void {
  const gauges = createGauges(meter)
  const observables = Object.values(gauges)
  const reportInfos = infoReporter(gauges.info)

  const collect = (result: BatchObservableResult) => {
    const observing =
      (base: Attributes): Observe =>
      (name, value, attributes) => {
        if (value !== undefined) result.observe(gauges[name], value, { ...base, ...attributes })
      }
    const now = Date.now()
    const terms = tree.terms()
    for (const reading of terms) observeTerm(reading, now, observing({ [ATTRIBUTES.term]: reading.term }))
    for (const reading of tree.supervisors()) {
      observeSupervisor(reading, observing({ [ATTRIBUTES.supervisor]: reading.supervisor }))
    }
    const fleet = fleetReadingOf(tree)
    if (fleet !== undefined) observeFleet(fleet, observing)
    if (!options.infoMetric) return
    reportInfos(
      result,
      terms.map((reading) => infoOf(reading, options.sources.get(reading.term))),
    )
  }

  meter.addBatchObservableCallback(collect, observables)
  return () => meter.removeBatchObservableCallback(collect, observables)
}
