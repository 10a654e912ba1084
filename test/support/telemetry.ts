/** Sets up the real OpenTelemetry SDK, which exports into memory. @module */

import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  type MetricData,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'

export interface MemoryMetrics extends AsyncDisposable {
  readonly meterProvider: MeterProvider
  /** Collects now, and returns the metrics by name. */
  collect(): Promise<ReadonlyMap<string, MetricData>>
}

export function memoryMetrics(temporality = AggregationTemporality.CUMULATIVE): MemoryMetrics {
  const exporter = new InMemoryMetricExporter(temporality)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const meterProvider = new MeterProvider({ readers: [reader] })
  return {
    meterProvider,
    async collect() {
      exporter.reset()
      await meterProvider.forceFlush()
      const scopes = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics)
      return new Map(scopes.flatMap(({ metrics }) => metrics).map((data) => [data.descriptor.name, data]))
    },
    [Symbol.asyncDispose]: () => meterProvider.shutdown(),
  }
}

export interface MemorySpans extends AsyncDisposable {
  readonly tracerProvider: BasicTracerProvider
  /** The spans that have ended, in the order of their ends. */
  ended(): readonly ReadableSpan[]
}

export function memorySpans(): MemorySpans {
  const exporter = new InMemorySpanExporter()
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  return {
    tracerProvider,
    ended: () => exporter.getFinishedSpans(),
    [Symbol.asyncDispose]: () => tracerProvider.shutdown(),
  }
}
