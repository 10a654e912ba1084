/** Several origins behind a term: what readers, people and telemetry get to see of a failover. @module */

import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { json, remoteTerm } from '../../src/index.ts'
import { log } from '../../src/observe/log.ts'
import { otel } from '../../src/observe/otel.ts'
import { guardProcess } from '../support/process-guard.ts'
import { firstOfReplicas, type Replica, serveReplicas, tagOf } from '../support/replicas.ts'
import { simulatedTime } from '../support/simulated-time.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'
import { memoryMetrics } from '../support/telemetry.ts'

guardProcess()

const down = { status: 503 }

/** A term of two replicas that hold the same, on one clock. */
async function stage(replicas: readonly Replica[], options = {}, superviseOptions = {}) {
  const time = simulatedTime()
  const fetcher = firstOfReplicas(replicas, { now: time.clock.monotonic, random: () => 0.5 })
  const term = jsonTerm({ fetcher, ...options })
  const staged = await stageTree({ term }, superviseOptions, time)
  return { ...staged, term, fetcher }
}

describe('a failover', () => {
  it('to the same bytes decodes and stores nothing, and returning costs one 304', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    for (const replica of [a, b]) replica.hold('{"v":1}')
    const { term, heard, poll } = await stage([a, b])
    const held = term.get()

    a.reply('/a', down)
    expect(await poll(term)).toMatchObject({
      outcome: 'unchanged',
      source: b.source,
      fallback: true,
      bytes: 7,
    })
    expect(await poll(term)).toMatchObject({ outcome: 'unchanged', source: b.source, bytes: 0 })
    a.hold('{"v":1}')
    for (let minute = 0; minute < 4; minute++) await poll(term)

    expect(term.get()).toBe(held)
    expect(term.status()).toMatchObject({ source: { name: a.source, fallback: false } })
    expect(a.tags()).toEqual([undefined, tagOf('a', '{"v":1}'), tagOf('a', '{"v":1}')])
    expect(b.tags()).toEqual([undefined, ...Array.from({ length: 4 }, () => tagOf('b', '{"v":1}'))])
    expect(heard.of('refresh.updated')).toHaveLength(1)
  })

  it('to something newer publishes it, and the first origin is asked anew when it is back', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    a.hold('{"v":1}')
    b.hold('{"v":2}')
    const { term, poll } = await stage([a, b])
    a.reply('/a', down)
    expect(await poll(term)).toMatchObject({ outcome: 'updated', to: `${tagOf('b', '{"v":2}')}@${b.source}` })
    a.hold('{"v":3}')
    for (let minute = 0; minute < 5; minute++) await poll(term)
    expect(term.get()).toEqual({ v: 3 })
    expect(a.tags()).toEqual([undefined, tagOf('a', '{"v":1}'), undefined])
  })

  it('is told once at each of its edges, with its reason', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    for (const replica of [a, b]) replica.hold('{"v":1}')
    await using memory = memoryMetrics()
    const lines: string[] = []
    const logger = pino({ level: 'info' }, { write: (line) => lines.push(line) })
    const observers = [log(logger), otel({ meterProvider: memory.meterProvider })]
    const { term, heard, poll } = await stage([a, b], {}, { observers })
    const gauge = async () => (await memory.collect()).get('everterm.term.fallback')?.dataPoints[0]?.value

    expect([await gauge(), heard.of('source.changed')]).toEqual([0, []])
    a.reply('/a', down)
    for (let minute = 0; minute < 3; minute++) await poll(term)
    expect(term.status().source).toEqual({ name: b.source, fallback: true })
    expect(await gauge()).toBe(1)
    a.hold('{"v":1}')
    for (let minute = 0; minute < 5; minute++) await poll(term)

    expect(await gauge()).toBe(0)
    expect(heard.of('source.changed')).toMatchObject([
      { from: a.source, to: b.source, fallback: true, error: { code: 'ERR_TERM_HTTP', status: 503 } },
      { from: b.source, to: a.source, fallback: false, error: undefined },
    ])
    const told = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'source.changed')
    const { warn, info } = pino.levels.values
    expect(told.map(({ level, to, errorType }) => [level, to, errorType])).toEqual([
      [warn, b.source, 'http_503'],
      [info, a.source, undefined],
    ])
  })

  it('at the start is told as well', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    b.hold('{"v":1}')
    const { term, heard } = await stage([a, b])
    expect(term.get()).toEqual({ v: 1 })
    expect(heard.of('source.changed')).toMatchObject([{ from: undefined, to: b.source, fallback: true }])
  })

  it('confirms only what the fallback has: the value grows stale', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    for (const replica of [a, b]) replica.hold('{"v":1}')
    const { term, heard, poll } = await stage([a, b], { maxStale: '150s' })
    const { confirmedAt } = term.snapshot()
    a.reply('/a', down)
    for (let minute = 0; minute < 3; minute++) await poll(term)

    expect(heard.outcomes()).toEqual(['updated', 'unchanged', 'unchanged', 'unchanged'])
    expect(term.snapshot()).toMatchObject({ confirmedAt, stale: true })
    expect(term.status()).toMatchObject({ confirmedAt, stale: true, failures: 0, source: { fallback: true } })
    a.hold('{"v":1}')
    for (let minute = 0; minute < 3; minute++) await poll(term)
    expect(term.snapshot().stale).toBe(false)
    expect(heard.of('term.fresh')).toHaveLength(1)
  })
})

describe('the next attempt asks a fallback', () => {
  it('when the body of the first origin breaks off', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    a.reply('/a', (_, response) => {
      response.writeHead(200, { 'content-length': '7' }).write('{"v"')
      setImmediate(() => response.destroy())
    })
    b.hold('{"v":1}')
    const { term, heard } = await stage([a, b], { start: 'background' })
    const end = await heard.end()
    expect(end).toMatchObject({ outcome: 'failed', stage: 'download' })
    await term.refresh()
    expect(term.get()).toEqual({ v: 1 })
    expect(heard.of('source.changed')).toMatchObject([
      { to: b.source, error: { code: 'ERR_TERM_TRUNCATED' } },
    ])
  })

  it('when the payload of the first origin is refused, until it has another one', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    for (const replica of [a, b]) replica.hold('{"v":1}')
    const { term, heard, poll } = await stage([a, b])
    a.hold('{"v":')
    expect(await poll(term)).toMatchObject({ outcome: 'failed', code: 'ERR_TERM_DESERIALIZE' })
    expect(await poll(term)).toMatchObject({ outcome: 'unchanged', fallback: true })
    expect(heard.of('source.changed')).toMatchObject([{ error: { code: 'ERR_TERM_DESERIALIZE' } }])

    for (let minute = 0; minute < 4; minute++) await poll(term)
    expect(await poll(term)).toMatchObject({ outcome: 'failed', code: 'ERR_TERM_QUARANTINED' })
    expect(await poll(term)).toMatchObject({ outcome: 'unchanged', fallback: true })
    a.hold('{"v":2}')
    for (let minute = 0; minute < 5; minute++) await poll(term)
    expect(term.get()).toEqual({ v: 2 })
  })

  it('and downloads what was refused from there no more than twice from each', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    for (const replica of [a, b]) replica.hold('{"v":1}')
    const { term, poll, heard } = await stage([a, b])
    for (const replica of [a, b]) replica.hold('{"v":')
    for (let attempt = 0; attempt < 6; attempt++) await poll(term)
    const bytes = heard.of('refresh.failed').map((failed) => [failed.code, failed.bytes])
    const known = ['ERR_TERM_QUARANTINED', 0]
    const seen = ['ERR_TERM_QUARANTINED', 5]
    expect(bytes).toEqual([['ERR_TERM_DESERIALIZE', 5], seen, seen, seen, known, known])
    expect(term.get()).toEqual({ v: 1 })
  })

  it('but not when it is the store that fails', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    for (const replica of [a, b]) replica.hold('{"v":1}')
    const time = simulatedTime()
    let kept: unknown
    let isFull = true
    const term = remoteTerm({
      name: 'prices',
      fetcher: firstOfReplicas([a, b], { now: time.clock.monotonic }),
      deserialize: json<unknown>,
      start: 'background',
      put(value) {
        if (isFull) throw new Error('no space')
        kept = value
      },
      get: () => kept,
    })
    const { heard, poll } = await stageTree({ term }, {}, time)
    expect(await heard.end()).toMatchObject({ code: 'ERR_TERM_STORE' })
    isFull = false
    expect(await poll(term)).toMatchObject({ outcome: 'updated', source: a.source })
    expect(b.requests).toEqual([])
  })
})

it('F70: an outage of all keeps the value, and the first origin is asked again when it wants to be', async () => {
  const [a, b] = await serveReplicas('a', 'b')
  for (const replica of [a, b]) replica.hold('{"v":1}')
  const { term, time, poll } = await stage([a, b])
  a.reply('/a', { status: 503, headers: { 'retry-after': '30' } })
  b.reply('/b', { status: 404 })
  // The other origin asks for no patience, so it may be back any moment.
  let end = await poll(term)
  expect(end).toMatchObject({ outcome: 'failed', code: 'ERR_TERM_THROTTLED', nextInMs: 500 })
  expect(term.status()).toMatchObject({ failures: 1, source: { name: a.source, fallback: false } })
  expect(term.get()).toEqual({ v: 1 })
  a.hold('{"v":2}')
  const since = time.clock.monotonic()
  while (end.outcome === 'failed') end = await poll(term)
  expect(time.clock.monotonic() - since).toBeGreaterThan(29_000)
  expect(end).toMatchObject({ outcome: 'updated', source: a.source })
  expect(a.requests).toHaveLength(3)
})
