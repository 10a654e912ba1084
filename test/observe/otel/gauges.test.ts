/** Gauges through the real OpenTelemetry SDK: read from the tree at each collection. @module */

import type { Attributes } from '@opentelemetry/api'
import { AggregationTemporality } from '@opentelemetry/sdk-metrics'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TermReading, TreeView } from '../../../src/events/observer.ts'
import { METRICS } from '../../../src/observe/otel/metric-names.ts'
import { otel } from '../../../src/observe/otel.ts'
import { START, samples, tree } from '../../support/scripted-events.ts'
import { type MemoryMetrics, memoryMetrics } from '../../support/telemetry.ts'

let memory: MemoryMetrics

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START + 10_000 })
  memory = memoryMetrics()
})
afterEach(async () => {
  vi.useRealTimers()
  await memory[Symbol.asyncDispose]()
})

const PRICES = { 'everterm.term.name': 'prices' }

function watch(view: TreeView = tree, options: { infoMetric?: boolean } = {}) {
  const observer = otel({ meterProvider: memory.meterProvider, ...options })
  return { observer, stop: observer.watch?.(view) as () => void }
}

const reading = (changes: Partial<TermReading>): TreeView => ({
  terms: () => tree.terms().map((term) => ({ ...term, ...changes })),
  supervisors: () => [],
})

async function values(name: string): Promise<[unknown, Attributes][]> {
  const data = (await memory.collect()).get(name)
  return (data?.dataPoints ?? []).map(({ value, attributes }) => [value, attributes])
}

describe('a fleet', () => {
  test('reports whether its engine answers, how its rollout is, and whether the instance is behind', async () => {
    watch()
    expect(await values('everterm.fleet.reachable')).toEqual([[1, {}]])
    expect(await values('everterm.fleet.behind')).toEqual([[1, PRICES]])
    const states = (await values('everterm.fleet.rollout')).map(([value, attributes]) => [
      attributes['everterm.fleet.rollout.state'],
      value,
    ])
    expect(Object.fromEntries(states)).toEqual({ staged: 0, paused: 0, halted: 1, done: 0 })
  })

  test('is none of a tree that has joined none', async () => {
    watch(reading({}))
    expect(await values('everterm.fleet.reachable')).toEqual([])
    expect(await values('everterm.fleet.rollout')).toEqual([])
  })
})

describe('a term', () => {
  test.each([
    ['everterm.term.age', 8],
    ['everterm.term.content_age', 9],
    ['everterm.term.last_attempt.timestamp', START / 1_000 + 4],
    ['everterm.term.last_answer.timestamp', START / 1_000 + 3],
    ['everterm.term.confirmed.timestamp', START / 1_000 + 2],
    ['everterm.term.last_update.timestamp', START / 1_000 + 1],
    ['everterm.term.staleness.limit', 60],
    ['everterm.term.age.limit', 90],
    ['everterm.term.stale', 1],
    ['everterm.term.expired', 0],
    ['everterm.term.expiry.timestamp', START / 1_000 + 92],
    ['everterm.term.ready', 1],
    ['everterm.term.consecutive_failures', 2],
    ['everterm.term.fallback', 0],
    ['everterm.term.pinned', 0],
    ['everterm.term.held_back', 0],
    ['everterm.term.quarantined', 0],
  ])('reports %s', async (name, value) => {
    watch()
    expect(await values(name)).toEqual([[value, PRICES]])
  })

  test('reports a pin, what it holds back, and how much was refused', async () => {
    watch(reading({ pinned: 'v1', newer: 'v2', quarantined: 3 }))
    expect(await values('everterm.term.pinned')).toEqual([[1, PRICES]])
    expect(await values('everterm.term.held_back')).toEqual([[1, PRICES]])
    expect(await values('everterm.term.quarantined')).toEqual([[3, PRICES]])
  })

  test('reports the size of its value as it came over the wire', async () => {
    watch()
    expect(await values('everterm.term.size')).toEqual([
      [4_096, { ...PRICES, 'everterm.term.size.kind': 'wire' }],
    ])
  })

  test('reports one of its six states', async () => {
    watch()
    const states = (await values('everterm.term.state')).map(([value, attributes]) => [
      attributes['everterm.term.state.name'],
      value,
    ])
    expect(Object.fromEntries(states)).toEqual({
      idle: 0,
      probing: 0,
      downloading: 0,
      decoding: 0,
      storing: 0,
      backoff: 1,
    })
  })

  test('grows older between two collections', async () => {
    watch()
    const [before] = await values('everterm.term.age')
    vi.setSystemTime(START + 12_500)
    const [after] = await values('everterm.term.age')
    expect([before?.[0], after?.[0]]).toEqual([8, 10.5])
  })

  test('is of no age when the clock was set back', async () => {
    watch(reading({ confirmedAt: Date.now() + 1_000, lastUpdateAt: Date.now() + 1_000 }))
    expect(await values('everterm.term.age')).toEqual([[0, PRICES]])
    expect(await values('everterm.term.content_age')).toEqual([[0, PRICES]])
  })

  test('reports nothing of what never happened', async () => {
    const never = { lastAttemptAt: undefined, lastAnswerAt: undefined, confirmedAt: undefined }
    watch(
      reading({
        ...never,
        lastUpdateAt: undefined,
        bytes: undefined,
        maxStaleMs: null,
        ready: false,
        source: undefined,
      }),
    )
    const found = await memory.collect()
    expect(found.get('everterm.term.ready')?.dataPoints[0]?.value).toBe(0)
    for (const { name } of [
      METRICS.age,
      METRICS.contentAge,
      METRICS.lastAttempt,
      METRICS.lastAnswer,
      METRICS.confirmed,
      METRICS.lastUpdate,
      METRICS.stalenessLimit,
      METRICS.size,
      METRICS.fallback,
    ]) {
      expect(found.get(name)?.dataPoints ?? [], name).toEqual([])
    }
  })
})

describe('everterm.term.info', () => {
  test('carries the version and the source', async () => {
    const { observer } = watch()
    observer.hear(samples['term.started'])
    expect(await values('everterm.term.info')).toEqual([
      [1, { ...PRICES, 'everterm.term.version': 'v2', 'everterm.source.name': 'http(origin.test)' }],
    ])
  })

  test('carries the source that answered last, if a fetcher has several', async () => {
    const { observer } = watch(reading({ source: { name: 'http(replica.test)', fallback: true } }))
    observer.hear(samples['term.started'])
    const [[, attributes] = []] = await values('everterm.term.info')
    expect(attributes?.['everterm.source.name']).toBe('http(replica.test)')
    expect(await values('everterm.term.fallback')).toEqual([[1, PRICES]])
  })

  test('S21: carries a digest of a version that is long or strange', async () => {
    watch(reading({ version: 'https://origin.test/?token=secret' }))
    const [[, attributes] = []] = await values('everterm.term.info')
    expect(attributes?.['everterm.term.version']).toMatch(/^[0-9a-f]{16}$/)
  })

  test('goes to 0 for a version that is served no more', async () => {
    let version = 'v1'
    watch({ ...tree, terms: () => reading({ version, source: undefined }).terms() })
    expect(await values('everterm.term.info')).toEqual([[1, { ...PRICES, 'everterm.term.version': 'v1' }]])
    version = 'v2'
    for (const _collection of [1, 2]) {
      expect(await values('everterm.term.info')).toEqual([
        [0, { ...PRICES, 'everterm.term.version': 'v1' }],
        [1, { ...PRICES, 'everterm.term.version': 'v2' }],
      ])
    }
  })

  test('can be turned off', async () => {
    watch(tree, { infoMetric: false })
    expect(await values('everterm.term.info')).toEqual([])
    expect(await values('everterm.term.ready')).toHaveLength(1)
  })
})

test('a supervisor reports its children and the restarts that are left', async () => {
  watch()
  expect(await values('everterm.supervisor.children')).toEqual([[1, { 'everterm.supervisor.name': 'root' }]])
  expect(await values('everterm.supervisor.restart.budget')).toEqual([
    [2, { 'everterm.supervisor.name': 'root' }],
  ])
})

describe('a tree that has stopped', () => {
  // With cumulative temporality the JavaScript SDK repeats the last values of series that are observed no more.
  beforeEach(() => {
    memory = memoryMetrics(AggregationTemporality.DELTA)
  })

  test('is read no more', async () => {
    const terms = vi.fn(tree.terms)
    const { stop } = watch({ ...tree, terms })
    expect(await values('everterm.term.ready')).toHaveLength(1)
    stop()
    terms.mockClear()
    expect(await values('everterm.term.ready')).toEqual([])
    expect(terms).not.toHaveBeenCalled()
  })

  test('leaves another tree of the same observer alone', async () => {
    const { observer, stop } = watch()
    observer.watch?.(reading({ term: 'flags' }))
    expect(await values('everterm.term.ready')).toEqual([
      [1, PRICES],
      [1, { 'everterm.term.name': 'flags' }],
    ])
    stop()
    expect(await values('everterm.term.ready')).toEqual([[1, { 'everterm.term.name': 'flags' }]])
    observer.hear(samples['supervisor.restarted'])
    expect((await values('everterm.supervisor.restarts')).map(([count]) => count)).toEqual([1])
  })
})
