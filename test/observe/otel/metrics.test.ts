/** Metrics through the real OpenTelemetry SDK. @module */

import type { Attributes } from '@opentelemetry/api'
import { DataPointType, type HistogramMetricData, type MetricData } from '@opentelemetry/sdk-metrics'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import manifest from '../../../package.json' with { type: 'json' }
import type { TermEvent } from '../../../src/events/events.ts'
import { METRICS, type MetricKind, SECONDS_BUCKETS } from '../../../src/observe/otel/metric-names.ts'
import { otel } from '../../../src/observe/otel.ts'
import { CANARY, everyEvent, foreign, samples, tree } from '../../support/scripted-events.ts'
import { type MemoryMetrics, memoryMetrics } from '../../support/telemetry.ts'

let memory: MemoryMetrics

beforeEach(() => {
  memory = memoryMetrics()
})
afterEach(() => memory[Symbol.asyncDispose]())

const observe = (events: readonly TermEvent[] = [], options: { infoMetric?: boolean } = {}) => {
  const observer = otel({ meterProvider: memory.meterProvider, ...options })
  const stop = observer.watch?.(tree)
  for (const event of events) observer.hear(event)
  return { observer, stop: stop as () => void }
}

const points = (data: MetricData | undefined): [unknown, Attributes][] =>
  (data?.dataPoints ?? []).map(({ value, attributes }) => [
    typeof value === 'object' ? { count: value.count, sum: value.sum } : value,
    attributes,
  ])

const KINDS: Record<MetricKind, object> = {
  histogram: { dataPointType: DataPointType.HISTOGRAM },
  counter: { dataPointType: DataPointType.SUM, isMonotonic: true },
  'up-down': { dataPointType: DataPointType.SUM, isMonotonic: false },
  'observed-gauge': { dataPointType: DataPointType.GAUGE },
  'observed-up-down': { dataPointType: DataPointType.SUM, isMonotonic: false },
}

describe('every metric', () => {
  test('appears with its unit and its type, and no other does', async () => {
    observe(everyEvent)
    const found = await memory.collect()
    expect([...found.keys()].sort()).toEqual(
      Object.values(METRICS)
        .map(({ name }) => name)
        .sort(),
    )
    for (const { name, unit, kind } of Object.values(METRICS)) {
      const data = found.get(name)
      expect(data?.descriptor, name).toMatchObject({ name, unit })
      expect(data, name).toMatchObject(KINDS[kind])
      expect(data?.dataPoints.length, name).toBeGreaterThan(0)
    }
  })

  test('comes from the scope of the package', () => {
    const getMeter = vi.spyOn(memory.meterProvider, 'getMeter')
    observe()
    expect(getMeter).toHaveBeenCalledWith('everterm', manifest.version)
  })

  test('shows no secret', async () => {
    observe(everyEvent)
    const shown = [...(await memory.collect()).values()]
    expect(shown.length).toBeGreaterThan(0)
    expect(JSON.stringify(shown)).not.toContain(CANARY)
  })
})

describe('attempts', () => {
  test('are measured in seconds, by outcome and trigger, with an error type only on failure', async () => {
    observe([samples['refresh.updated'], samples['refresh.unchanged'], samples['refresh.failed']])
    const data = (await memory.collect()).get('everterm.refresh.duration')
    const common = { 'everterm.term.name': 'prices', 'everterm.refresh.trigger': 'schedule' }
    expect(points(data)).toEqual([
      [
        { count: 1, sum: 1 },
        { ...common, 'everterm.refresh.outcome': 'updated' },
      ],
      [
        { count: 1, sum: 0.25 },
        { ...common, 'everterm.refresh.outcome': 'unchanged' },
      ],
      [
        { count: 1, sum: 0.25 },
        { ...common, 'everterm.refresh.outcome': 'failed', 'error.type': 'http_503' },
      ],
    ])
  })

  test('fall into buckets that are made for seconds', async () => {
    observe([samples['refresh.updated']])
    const found = await memory.collect()
    for (const { name } of [METRICS.refreshDuration, METRICS.phaseDuration]) {
      const { dataPoints } = found.get(name) as HistogramMetricData
      expect(dataPoints[0]?.value.buckets.boundaries).toEqual(SECONDS_BUCKETS)
    }
  })

  test('are measured by phase', async () => {
    observe([samples['refresh.updated']])
    const data = (await memory.collect()).get('everterm.refresh.phase.duration')
    const sums = points(data).map(([value, attributes]) => [
      attributes['everterm.refresh.phase'],
      (value as { sum: number }).sum,
    ])
    expect(sums).toEqual([
      ['probe', 0.1],
      ['download', 0.6],
      ['decode', 0.2],
      ['store', 0.1],
    ])
  })

  test('count the bytes of the wire by source, also those of a failed one', async () => {
    observe([samples['term.started'], samples['refresh.updated'], { ...samples['refresh.failed'], bytes: 4 }])
    expect(points((await memory.collect()).get('everterm.download.io'))).toEqual([
      [4_100, { 'everterm.term.name': 'prices', 'everterm.source.name': 'http(origin.test)' }],
    ])
  })

  test.each([
    'refresh.updated',
    'refresh.unchanged',
    'refresh.failed',
    'refresh.cancelled',
    'term.crashed',
    'term.stopped',
    'term.started',
  ] as const)('are active until %s', async (type) => {
    const active = async () => points((await memory.collect()).get('everterm.refresh.active'))
    const { observer } = observe([samples['refresh.started']])
    expect(await active()).toEqual([[1, { 'everterm.term.name': 'prices' }]])
    // An end may be heard twice: that of the attempt, and that of its incarnation.
    for (const _end of [1, 2]) {
      observer.hear(samples[type])
      expect(await active()).toEqual([[0, { 'everterm.term.name': 'prices' }]])
    }
  })

  test('are active once, though the end of the one before was not heard', async () => {
    observe([samples['refresh.started'], samples['refresh.started']])
    expect(points((await memory.collect()).get('everterm.refresh.active'))).toEqual([
      [1, { 'everterm.term.name': 'prices' }],
    ])
  })
})

test('restarts are counted by supervisor, child and error', async () => {
  const restarted = samples['supervisor.restarted']
  observe([restarted, restarted, { ...restarted, error: foreign }, { ...restarted, error: undefined }])
  const common = { 'everterm.supervisor.name': 'root', 'everterm.child.name': 'prices' }
  expect(points((await memory.collect()).get('everterm.supervisor.restarts'))).toEqual([
    [2, { ...common, 'error.type': 'http_503' }],
    [1, { ...common, 'error.type': '_OTHER' }],
    [1, common],
  ])
})

test('listeners that throw are counted by term, those of the tree without one', async () => {
  observe([samples['listener.failed'], { ...samples['listener.failed'], term: undefined }])
  expect(points((await memory.collect()).get('everterm.subscriber.errors'))).toEqual([
    [1, { 'everterm.term.name': 'prices' }],
    [1, {}],
  ])
})
