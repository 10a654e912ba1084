/** Spans through the real OpenTelemetry SDK. @module */

import { context, diag, type HrTime, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TermEvent } from '../../../src/events/events.ts'
import { otel } from '../../../src/observe/otel.ts'
import {
  CANARY,
  everyEvent,
  failingAttempt,
  foreign,
  START,
  samples,
  tree,
  updatingAttempt,
} from '../../support/scripted-events.ts'
import { type MemorySpans, memorySpans } from '../../support/telemetry.ts'

let memory: MemorySpans
/** The SDK's complaints, such as about a span that is ended twice. */
let complaints: string[]

beforeEach(() => {
  memory = memorySpans()
  complaints = []
  const hear = (message: string) => void complaints.push(message)
  diag.setLogger({ error: hear, warn: hear, info: () => {}, debug: () => {}, verbose: () => {} })
})
afterEach(async () => {
  await memory[Symbol.asyncDispose]()
  diag.disable()
  expect(complaints).toEqual([])
})

function draw(events: readonly TermEvent[]): readonly ReadableSpan[] {
  const observer = otel({ tracerProvider: memory.tracerProvider })
  observer.watch?.(tree)
  for (const event of events) observer.hear(event)
  return memory.ended()
}

const sinceStart = ([seconds, nanos]: HrTime) => seconds * 1_000 + nanos / 1_000_000 - START

const times = ({ name, startTime, endTime }: ReadableSpan) => [
  name,
  sinceStart(startTime),
  sinceStart(endTime),
]

describe('an attempt', () => {
  test('is a root span with a child for each phase, at the times of the events', () => {
    const spans = draw(updatingAttempt)
    expect(spans.map(times)).toEqual([
      ['probe', 0, 100],
      ['download', 100, 700],
      ['decode', 700, 900],
      ['store', 900, 1_000],
      ['refresh prices', 0, 1_000],
    ])
    const root = spans.at(-1)
    expect(root?.parentSpanContext).toBeUndefined()
    for (const child of spans.slice(0, -1)) {
      expect(child.parentSpanContext?.spanId).toBe(root?.spanContext().spanId)
      expect(child.spanContext().traceId).toBe(root?.spanContext().traceId)
    }
    expect(spans.every(({ kind }) => kind === SpanKind.INTERNAL)).toBe(true)
  })

  test('is drawn the same whichever of a start or an end and its change of state is heard first', () => {
    const [started, probing, ...rest] = updatingAttempt as [TermEvent, TermEvent, ...TermEvent[]]
    const [updated, idle] = rest.splice(-2) as [TermEvent, TermEvent]
    const spans = draw([probing, started, ...rest, idle, updated])
    expect(spans.map(times)).toEqual([
      ['probe', 0, 100],
      ['download', 100, 700],
      ['decode', 700, 900],
      ['store', 900, 1_000],
      ['refresh prices', 0, 1_000],
    ])
  })

  test('tells its trigger, its outcome, its bytes, both versions and who signed the new one', () => {
    const root = draw(updatingAttempt).at(-1)
    expect(root?.attributes).toEqual({
      'everterm.version.signed_by': 'E7620F1842B4E81F',
      'everterm.source.name': 'http(origin.test)',
      'everterm.source.fallback': false,
      'everterm.term.name': 'prices',
      'everterm.refresh.trigger': 'schedule',
      'everterm.refresh.outcome': 'updated',
      'everterm.refresh.bytes': 4_096,
      'everterm.version.previous': 'v1',
      'everterm.version.current': 'v2',
    })
    expect(root?.status.code).toBe(SpanStatusCode.UNSET)
  })

  test.each(['refresh.unchanged', 'refresh.cancelled'] as const)('that ends %s has no status', (type) => {
    const [root] = draw([samples['refresh.started'], samples[type]])
    expect(root?.status.code).toBe(SpanStatusCode.UNSET)
    expect(root?.attributes).toMatchObject({ 'everterm.refresh.outcome': samples[type].outcome })
  })

  test('that fails has its error on the root and on the phase, and the exception once', () => {
    const [probe, root] = draw(failingAttempt)
    for (const span of [probe, root]) {
      expect(span?.status).toEqual({ code: SpanStatusCode.ERROR, message: 'http_503' })
      expect(span?.attributes['error.type']).toBe('http_503')
    }
    expect(probe?.events).toEqual([])
    expect(root?.events.map(({ name, attributes }) => [name, attributes])).toEqual([
      [
        'exception',
        { 'exception.type': 'ERR_TERM_HTTP', 'exception.message': '[prices] the origin answered 503' },
      ],
    ])
  })

  test('does not hang on the span that was active when it began', () => {
    const request = memory.tracerProvider.getTracer('test').startSpan('request')
    const active = trace.setSpan(ROOT_CONTEXT, request)
    context.setGlobalContextManager({
      active: () => active,
      with: (_context, fn, thisArg, ...args) => fn.apply(thisArg as never, args),
      bind: (_context, target) => target,
      enable: () => context as never,
      disable: () => context as never,
    })
    try {
      expect(trace.getActiveSpan()).toBe(request)
      const [root] = draw([samples['refresh.started'], samples['refresh.updated']])
      expect(root?.parentSpanContext).toBeUndefined()
      expect(root?.spanContext().traceId).not.toBe(request.spanContext().traceId)
    } finally {
      context.disable()
    }
  })

  test.each(['term.crashed', 'term.stopped'] as const)(
    'is closed by %s when its end is not heard',
    (type) => {
      const spans = draw([samples['refresh.started'], { ...samples[type], at: START + 50 }])
      expect(spans.map(times)).toEqual([['refresh prices', 0, 50]])
    },
  )

  test.each<[string, TermEvent]>([
    ['is closed by a crash', { ...samples['term.crashed'], at: START + 50 }],
    ['is closed by a stop', { ...samples['term.stopped'], at: START + 50 }],
    ['ends', samples['refresh.updated']],
  ])('that %s is not closed again by the next one', (_, end) => {
    const next = { ...samples['refresh.started'], at: START + 2_000 }
    draw([samples['refresh.started'], end, next, { ...next, id: 'prices#2' }])
    expect(memory.ended()).toHaveLength(2)
  })

  test('is closed by the next one of a new incarnation', () => {
    const next = { ...samples['refresh.started'], id: 'prices#2', at: START + 80 }
    expect(draw([samples['refresh.started'], next]).map(times)).toEqual([['refresh prices', 0, 80]])
  })

  test('is closed at that moment, though of the new incarnation the change of state is heard first', () => {
    const [probing] = updatingAttempt.filter(({ type }) => type === 'term.transition')
    const next = { ...probing, id: 'prices#2', at: START + 70 } as TermEvent
    expect(draw([samples['refresh.started'], next]).map(times)).toEqual([['refresh prices', 0, 70]])
  })

  test('of one term does not touch that of another', () => {
    const other = updatingAttempt.map((event) => ({ ...event, term: 'flags', id: 'flags#1' }) as TermEvent)
    const mixed = updatingAttempt.flatMap((event, index) => [event, other[index] as TermEvent])
    const roots = draw(mixed).filter(({ name }) => name.startsWith('refresh '))
    expect(roots.map(times)).toEqual([
      ['refresh prices', 0, 1_000],
      ['refresh flags', 0, 1_000],
    ])
    expect(memory.ended()).toHaveLength(10)
  })
})

describe('a restart', () => {
  test('is a root span of its own that links to the failed attempt', () => {
    const spans = draw([...failingAttempt, samples['supervisor.restarted']])
    const failed = spans.find(({ name }) => name === 'refresh prices')
    const restart = spans.at(-1)
    expect(restart?.name).toBe('restart prices')
    expect(restart?.parentSpanContext).toBeUndefined()
    expect(restart?.links.map((link) => link.context.spanId)).toEqual([failed?.spanContext().spanId])
    expect(restart?.attributes).toEqual({
      'everterm.supervisor.name': 'root',
      'everterm.child.name': 'prices',
      'everterm.restart.count': 1,
      'error.type': 'http_503',
    })
  })
})

test.each([
  ['before which nothing failed', []],
  ['of a term that was stopped since it failed', [...failingAttempt, samples['term.stopped']]],
  ['of another term', failingAttempt.map((event) => ({ ...event, term: 'flags' }) as TermEvent)],
])('a restart %s links to nothing', (_, events) => {
  expect(draw([...events, samples['supervisor.restarted']]).at(-1)?.links).toEqual([])
})

test('events without a duration draw nothing', () => {
  const drawn = new Set<TermEvent['type']>(['supervisor.restarted', 'fleet.decided'])
  expect(draw(everyEvent.filter(({ type }) => !drawn.has(type) && !type.startsWith('refresh.')))).toEqual([])
})

test('no span shows a secret, whatever was thrown', () => {
  const foreignFailure = { ...samples['refresh.failed'], error: foreign }
  const spans = draw([
    ...everyEvent,
    ...failingAttempt,
    samples['refresh.started'],
    foreignFailure,
    samples['supervisor.restarted'],
  ])
  expect(spans.length).toBeGreaterThan(4)
  const shown = spans.map(({ name, attributes, events, status }) => ({ name, attributes, events, status }))
  expect(JSON.stringify(shown)).not.toContain(CANARY)
})

describe('a rollout', () => {
  const voted = (ms: number, vote: 'trying' | 'ok' | 'fail' | 'left', rollout = '2-x') =>
    ({ ...samples['fleet.voted'], at: START + ms, rollout, vote, stage: undefined }) as const

  test('is a span of what is tried, until the instance has said what it makes of it', () => {
    const failed = { ...voted(900, 'fail', '3-x'), stage: 'gate' } as const
    const spans = draw([voted(0, 'trying'), voted(400, 'ok'), voted(500, 'trying', '3-x'), failed])
    expect(spans.map(times)).toEqual([
      ['try prices', 0, 400],
      ['try prices', 500, 900],
    ])
    expect(spans.map(({ attributes }) => attributes)).toMatchObject([
      { 'everterm.fleet.rollout.id': '2-x', 'everterm.fleet.vote': 'ok' },
      { 'everterm.fleet.rollout.id': '3-x', 'everterm.fleet.vote': 'fail', 'everterm.fleet.stage': 'gate' },
    ])
    expect(spans.map(({ status }) => status.code)).toEqual([SpanStatusCode.UNSET, SpanStatusCode.ERROR])
  })

  test('leaves no span open when the term ends, and draws none for what health says later', () => {
    const stopped = { ...samples['term.stopped'], at: START + 300 }
    const spans = draw([voted(0, 'trying'), stopped, voted(400, 'ok'), voted(500, 'fail')])
    expect(spans.map(times)).toEqual([['try prices', 0, 300]])
  })

  test('is a span for each step that the instance has decided', () => {
    const [span, ...others] = draw([samples['fleet.decided']])
    expect(others).toEqual([])
    expect(span).toMatchObject({ name: 'rollout prices', parentSpanContext: undefined })
    expect(span?.attributes).toMatchObject({
      'everterm.term.name': 'prices',
      'everterm.fleet.rollout.state': samples['fleet.decided'].state,
      'everterm.fleet.rollout.share': samples['fleet.decided'].share,
    })
  })
})
