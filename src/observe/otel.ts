/** Reports spans and metrics of a tree to OpenTelemetry, through its API alone; without an SDK nothing happens. @module */

import type { MeterProvider, TracerProvider } from '@opentelemetry/api'
import { checkFlag, checkRecord } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import type { TermEvent } from '../events/events.ts'
import type { Observer } from '../events/observer.ts'
import { metrics, trace } from './otel/api.ts'
import { recordFleetSpans } from './otel/fleet-spans.ts'
import { watchGauges } from './otel/gauges.ts'
import { warnOfHiddenProviders } from './otel/hidden-providers.ts'
import { recordMetrics } from './otel/metrics.ts'
import { recordSpans } from './otel/spans.ts'

export { ATTRIBUTES, METRICS } from './otel/metric-names.ts'

export interface OtelOptions {
  /** Where spans go. @defaultValue the registered one */
  readonly tracerProvider?: TracerProvider
  /** Where metrics go. @defaultValue the registered one */
  readonly meterProvider?: MeterProvider
  /**
   * Whether to report `everterm.term.info`, which begins a new series with each version.
   * @defaultValue true
   */
  readonly infoMetric?: boolean
}

/** The instrumentation scope of all spans and metrics. */
export const SCOPE = Object.freeze({ name: 'everterm', version: '0.1.0' } as const)

const OPTIONS: readonly (keyof OtelOptions)[] = ['tracerProvider', 'meterProvider', 'infoMetric']

function checkOptions(options: OtelOptions): void {
  checkRecord('otel', 'options', options, OPTIONS)
  checkProvider('tracerProvider', options.tracerProvider, 'getTracer')
  checkProvider('meterProvider', options.meterProvider, 'getMeter')
  checkFlag('otel', 'infoMetric', options.infoMetric)
}

/** A provider is known by its shape: it may be of another copy of the API. */
function checkProvider(option: string, value: unknown, gives: string): void {
  if (value === undefined || typeof Object(value)[gives] === 'function') return
  throw unexpected('otel', option, `a provider of OpenTelemetry (with \`${gives}\`)`, value)
}

/**
 * Makes an observer that reports to OpenTelemetry. It looks for providers when the tree starts.
 *
 * @throws TypeError on a wrong option
 */
export function otel(options: OtelOptions = {}): Observer {
  checkOptions(options)
  const { tracerProvider, meterProvider, infoMetric = true } = options
  const sources = new Map<string, string>()
  let listeners: readonly ((event: TermEvent) => void)[] = []

  return {
    name: 'otel',
    watch(tree) {
      if (!tracerProvider || !meterProvider) warnOfHiddenProviders()
      const meter = (meterProvider ?? metrics).getMeter(SCOPE.name, SCOPE.version)
      const tracer = (tracerProvider ?? trace).getTracer(SCOPE.name, SCOPE.version)
      // One observer may watch several trees, but counts what it hears only once.
      if (listeners.length === 0)
        listeners = [recordMetrics(meter, sources), recordSpans(tracer), recordFleetSpans(tracer)]
      return watchGauges(meter, tree, { sources, infoMetric })
    },
    hear(event) {
      if (event.type === 'term.started') sources.set(event.term, event.source)
      for (const listen of listeners) listen(event)
    },
  }
}
