/** Events as lines, and the ones that are kept. @module */

import { describe, expect, test } from 'vitest'
import { chronicle } from '../../examples/demo/chronicle.ts'
import { newsOf } from '../../examples/demo/news.ts'
import type { TermEvent } from '../../src/index.ts'

const who = { at: 1_000, term: 'prices', id: 'prices#0' }
const ended = { ...who, trigger: 'schedule', durationMs: 212.4, phases: {}, bytes: 1_411_433 } as const

const updated = (to: string): TermEvent => ({
  ...ended,
  type: 'refresh.updated',
  outcome: 'updated',
  source: 'data',
  fallback: false,
  from: '"1.0-1"',
  to,
  signedBy: undefined,
  nextInMs: 5_000,
})
const failed = (nextInMs: number | null): TermEvent => ({
  ...ended,
  type: 'refresh.failed',
  outcome: 'failed',
  error: new Error('away'),
  code: 'ERR_TERM_NETWORK',
  stage: 'probe',
  failures: 1,
  nextInMs,
  serving: '"1.0-1"',
  ageMs: 100,
  stale: false,
})
const born = (id: string): TermEvent => ({
  ...who,
  id,
  type: 'term.transition',
  from: undefined,
  to: 'probing',
  cause: 'start',
})
const gaveUp: TermEvent = {
  type: 'supervisor.gave-up',
  at: Date.now(),
  supervisor: 'root',
  child: 'prices',
  error: undefined,
  limit: 3,
  withinMs: 10_000,
  coolDownMs: 8_000,
}

describe('a line', () => {
  test('tells a new version without the quotes of its tag', () => {
    expect(newsOf(updated('"1.0-2"'))).toMatchObject({
      at: 1_000,
      about: 'prices',
      tone: 'good',
      text: 'updated 1.0-1 → 1.0-2',
      detail: '1.4 MB in 212 ms',
    })
  })

  test('tells what is served on after a failure, and when it is tried again', () => {
    const text = 'failed ERR_TERM_NETWORK, 1.0-1 served on'
    expect(newsOf(failed(1_500))).toMatchObject({ tone: 'bad', text, detail: 'again in 1.5 s' })
    expect(newsOf(failed(null))).toMatchObject({ text, detail: undefined })
  })

  test('tells that a supervisor gave up', () => {
    expect(newsOf(gaveUp)).toMatchObject({ about: 'root', text: 'gave up on prices, cools down 8.0 s' })
  })

  test('is not worth a step on the way', () => {
    expect(newsOf(born('prices#0'))).toBeUndefined()
    expect(newsOf({ ...who, type: 'refresh.started', trigger: 'start' })).toBeUndefined()
  })
})

describe('the chronicle', () => {
  const listen = (events: readonly TermEvent[]) => {
    const told: string[] = []
    const kept = chronicle(({ text }) => void told.push(text))
    for (const event of events) kept.observer.hear(event)
    return { kept, told }
  }

  test('tells all and keeps what is not quiet', () => {
    const unchanged = {
      ...ended,
      type: 'refresh.unchanged',
      outcome: 'unchanged',
      version: '"1"',
      nextInMs: null,
    }
    const { kept, told } = listen([updated('"1.0-2"'), unchanged as TermEvent])
    expect(told).toEqual(['updated 1.0-1 → 1.0-2', 'unchanged 1'])
    expect(kept.news.map(({ text }) => text)).toEqual(['updated 1.0-1 → 1.0-2'])
  })

  test('keeps a row of equal failures as one line, the newest', () => {
    const { kept } = listen([failed(100), updated('"1.0-2"'), failed(200), failed(300)])
    expect(kept.news.map(({ text, times, detail }) => [text, times, detail])).toEqual([
      ['failed ERR_TERM_NETWORK, 1.0-1 served on', 1, 'again in 100 ms'],
      ['updated 1.0-1 → 1.0-2', 1, '1.4 MB in 212 ms'],
      ['failed ERR_TERM_NETWORK, 1.0-1 served on', 2, 'again in 300 ms'],
    ])
  })

  test('counts restarts by the incarnations it has seen', () => {
    const { kept } = listen([born('prices#0'), born('prices#1'), born('prices#2')])
    expect(kept.restartsOf('prices')).toBe(2)
    expect(kept.restartsOf('another')).toBe(0)
  })

  test('knows how long a supervisor cools down, and when it is over', () => {
    const { kept } = listen([gaveUp])
    expect(kept.supervisor().coolsForMs).toBeGreaterThan(0)
    kept.observer.hear({ type: 'supervisor.resumed', at: Date.now(), supervisor: 'root' })
    expect(kept.supervisor().coolsForMs).toBeUndefined()
  })
})
