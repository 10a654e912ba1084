/** Several origins in order, each asked with its own validators. @module */

import { describe, expect, it } from 'vitest'
import type { Fetcher, Known, Probe } from '../../src/fetch/fetcher.ts'
import { firstOf } from '../../src/fetch/first-of.ts'
import { http } from '../../src/fetch/http.ts'
import { bodyOf, changed, fetchContext } from '../support/fetch-context.ts'
import { silence } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { firstOfReplicas, serveReplicas, tagOf } from '../support/replicas.ts'

guardProcess()

const textOf = async (probe: Probe) => new TextDecoder().decode(await bodyOf(probe))
const day = (n: number) => new Date(Date.UTC(2026, 0, n))

/** A clock whose minutes a test moves, with dice that show the middle. */
function handClock() {
  let now = 0
  return {
    options: { now: () => now, random: () => 0.5 },
    pass(minutes: number) {
      now += minutes * 60_000
    },
  }
}

describe('the first origin', () => {
  it('delivers while it can, and no other is asked', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    a.hold('1')
    const probe = changed(await firstOfReplicas([a, b]).probe(undefined, fetchContext()))

    expect(probe).toMatchObject({ version: tagOf('a', '1'), size: 1 })
    expect(probe.source).toEqual({ name: a.source, fallback: false })
    expect(await textOf(probe)).toBe('1')
    expect(b.requests).toEqual([])
  })

  it('is asked with what was known of it, which is plain JSON', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    a.hold('1', day(1))
    const fetcher = firstOfReplicas([a, b])
    const probe = changed(await fetcher.probe(undefined, fetchContext()))
    await bodyOf(probe)
    const known = JSON.parse(JSON.stringify(probe.known)) as Known
    expect(known).toMatchObject({ origins: { [a.source]: { etag: tagOf('a', '1') } }, modifiedAt: +day(1) })

    expect(await fetcher.probe(known, fetchContext())).toMatchObject({ changed: false })
    expect(a.tags()).toEqual([undefined, tagOf('a', '1')])
  })
})

describe('a fallback', () => {
  it.each([
    ['answers 503', { status: 503 }, 'ERR_TERM_HTTP'],
    ['answers 404', { status: 404 }, 'ERR_TERM_NOT_FOUND'],
    ['says nothing', silence, 'ERR_TERM_TIMEOUT'],
    ['has an empty body', { body: '' }, 'ERR_TERM_EMPTY'],
  ] as const)('delivers when the first origin %s', async (_, answer, code) => {
    const [a, b] = await serveReplicas('a', 'b')
    a.reply('/a', answer)
    b.hold('1')
    const probe = changed(
      await firstOfReplicas([a, b], { patience: '50ms' }).probe(undefined, fetchContext()),
    )

    expect(probe).toMatchObject({ version: `${tagOf('b', '1')}@${b.source}` })
    expect(probe.source).toMatchObject({ name: b.source, fallback: true, error: { code } })
    expect(await textOf(probe)).toBe('1')
    if (answer === silence) await a.drained()
  })

  it('delivers when nobody listens at the first origin', async () => {
    const [a, b, c] = await serveReplicas('a', 'b', 'c')
    await Promise.all([a.close(), b.close()])
    c.hold('1')
    const probe = await firstOfReplicas([a, b, c]).probe(undefined, fetchContext())
    expect(await textOf(probe)).toBe('1')
    expect(probe.source).toMatchObject({ name: c.source, error: { code: 'ERR_TERM_NETWORK' } })
  })

  it('is never asked with the tag of another origin, and is remembered beside it when its bytes are the same', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    const clock = handClock()
    const fetcher = firstOfReplicas([a, b], clock.options)
    a.hold('1')
    b.hold('1')
    const first = changed(await fetcher.probe(undefined, fetchContext()))
    await bodyOf(first)

    a.reply('/a', { status: 503 })
    const second = changed(await fetcher.probe(first.known, fetchContext()))
    await bodyOf(second)
    expect(await fetcher.probe(second.knownIfSame, fetchContext())).toMatchObject({ changed: false })
    expect(b.tags()).toEqual([undefined, tagOf('b', '1')])
    // With other bytes, the tag of the first origin would no longer stand for what is published.
    expect(second.known?.origins).toEqual({ [b.source]: expect.anything() })

    a.hold('1')
    clock.pass(6)
    expect(await fetcher.probe(second.knownIfSame, fetchContext())).toEqual({
      changed: false,
      source: { name: a.source, fallback: false },
    })
    expect(a.tags()).toEqual([undefined, tagOf('a', '1'), tagOf('a', '1')])
  })

  it('is stayed with until it is time to return, and longer while the first origin is down', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    const clock = handClock()
    const fetcher = firstOfReplicas([a, b], { ...clock.options, returnAfter: '10m' })
    a.reply('/a', { status: 503 })
    b.hold('1')
    const asked: number[] = []
    for (let minute = 0; minute < 25; minute++) {
      const before = a.requests.length
      await bodyOf(await fetcher.probe(undefined, fetchContext()))
      if (a.requests.length > before) asked.push(minute)
      clock.pass(1)
    }
    expect(asked).toEqual([0, 10, 20])
    expect(b.requests).toHaveLength(25)
  })

  it('gives way to the first origin when it fails itself', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    const clock = handClock()
    const fetcher = firstOfReplicas([a, b], clock.options)
    a.reply('/a', { status: 503 })
    b.hold('1')
    await bodyOf(await fetcher.probe(undefined, fetchContext()))
    a.hold('1')
    b.reply('/b', { status: 503 })
    expect((await fetcher.probe(undefined, fetchContext())).source).toEqual({
      name: a.source,
      fallback: false,
    })
    await fetcher.probe(undefined, fetchContext())
    expect(b.requests).toHaveLength(2)
  })

  it('returns a little sooner or later, by the dice', async () => {
    for (const [roll, minutes] of [
      [0, 3.75],
      [1 - 2 ** -53, 6.25],
    ] as const) {
      const [a, b] = await serveReplicas('a', 'b')
      const clock = handClock()
      const fetcher = firstOfReplicas([a, b], { ...clock.options, random: () => roll })
      a.reply('/a', { status: 503 })
      b.hold('1')
      for (const [pass, requests] of [
        [0, 1],
        [minutes - 0.01, 1],
        [0.02, 2],
      ] as const) {
        clock.pass(pass)
        await bodyOf(await fetcher.probe(undefined, fetchContext()))
        expect(a.requests).toHaveLength(requests)
      }
    }
  })

  it('is not fresh for longer than it is stayed with', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    const clock = handClock()
    const fetcher = firstOfReplicas([a, b], clock.options, { cache: true })
    a.reply('/a', { status: 503 })
    b.reply('/b', { body: '1', headers: { 'cache-control': 'max-age=3600' } })
    expect(await fetcher.probe(undefined, fetchContext())).toMatchObject({ freshFor: 300_000 })
    clock.pass(1)
    expect(await fetcher.probe(undefined, fetchContext())).toMatchObject({ freshFor: 240_000 })
  })
})

describe('F27, P30: a copy that is older than what is published', () => {
  const refused = { code: 'ERR_TERM_OUTDATED', stage: 'probe' }

  it('is refused at a fallback, and the next one is asked', async () => {
    const [a, b, c] = await serveReplicas('a', 'b', 'c')
    const fetcher = firstOfReplicas([a, b, c])
    a.hold('2', day(2))
    const first = changed(await fetcher.probe(undefined, fetchContext()))
    await bodyOf(first)
    a.reply('/a', { status: 503 })
    b.publish('/b', '1'.repeat(2 ** 22), { 'last-modified': day(1).toUTCString() })
    c.hold('2', day(2))

    const second = await fetcher.probe(first.known, fetchContext())
    expect(second.source).toMatchObject({ name: c.source, error: { cause: { errors: [{}, refused] } } })
    expect(await textOf(second)).toBe('2')
    // The body that wasn't taken doesn't hold its connection.
    await b.drained()
  })

  it('is right at the first origin: that is a rollback', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    const fetcher = firstOfReplicas([a, b])
    a.hold('2', day(2))
    const first = changed(await fetcher.probe(undefined, fetchContext()))
    await bodyOf(first)
    a.hold('1', day(1))
    expect(await textOf(await fetcher.probe(first.known, fetchContext()))).toBe('1')
  })

  it('is judged by the date of the first origin, where a fallback dates its copies later', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    const fetcher = firstOfReplicas([a, b], { returnAfter: 1 })
    a.hold('1', day(1))
    const first = changed(await fetcher.probe(undefined, fetchContext()))
    await bodyOf(first)
    a.reply('/a', { status: 503 })
    b.hold('1', day(9))
    const copy = changed(await fetcher.probe(first.known, fetchContext()))
    expect(copy.knownIfSame).toMatchObject({ modifiedAt: +day(1) })
    await bodyOf(copy)
  })
})

describe('F70: when no origin has it', () => {
  it('the failure is that of the first, with the shortest of the waits, and names them all', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    a.reply('/a', { status: 503, headers: { 'retry-after': '60' } })
    b.reply('/b', { status: 429, headers: { 'retry-after': '20' } })
    const failed: unknown = await firstOfReplicas([a, b], { now: () => 0 })
      .probe(undefined, fetchContext())
      .catch((error: unknown) => error)

    const message = `None of 2 origins has it (${a.source}: ERR_TERM_THROTTLED, ${b.source}: ERR_TERM_THROTTLED)`
    expect(failed).toMatchObject({
      code: 'ERR_TERM_THROTTLED',
      stage: 'probe',
      status: 503,
      retryAfterMs: 20_000,
      message,
      cause: { message, errors: [{ status: 503 }, { status: 429 }] },
    })
    expect((failed as Error).cause).toBeInstanceOf(AggregateError)
  })

  it('no secret of an address is told', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    const secret = ({ source }: { source: string }) => `${source.replace('://', '://me:canary@')}?key=canary`
    const failed = (await firstOf([http(secret(a)), http(secret(b))])
      .probe(undefined, fetchContext())
      .catch((error: unknown) => error)) as Error
    expect(failed.message).toContain(a.source)
    expect(`${failed.message} ${(failed.cause as Error).message}`).not.toContain('canary')
  })

  it('the failure of one origin alone is its own', async () => {
    const [a] = await serveReplicas('a')
    await expect(firstOfReplicas([a]).probe(undefined, fetchContext())).rejects.toMatchObject({
      code: 'ERR_TERM_NOT_FOUND',
      message: expect.not.stringContaining('None of'),
    })
  })
})

describe('what is no matter of another origin', () => {
  it('is an attempt that is called off', async () => {
    const [a, b] = await serveReplicas('a', 'b')
    a.reply('/a', silence)
    b.hold('1')
    const controller = new AbortController()
    const probe = firstOfReplicas([a, b]).probe(undefined, fetchContext({ signal: controller.signal }))
    await a.received(1)
    controller.abort()
    await expect(probe).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED' })
    await a.drained()
    expect(b.requests).toEqual([])
  })

  it.each<[string, unknown]>([
    ['no answer', undefined],
    ['an answer of no kind', {}],
    ['a change without a body', { changed: true }],
    ['a size that is none', { changed: true, open: async () => new Uint8Array(), size: -1 }],
    ['a known that is no JSON', { changed: false, known: { at: () => {} } }],
  ])('is a fetcher that breaks its contract with %s', async (_, answer) => {
    const broken: Fetcher = { name: 'broken', probe: async () => answer as Probe }
    const other: Fetcher = { name: 'other', probe: () => Promise.reject(new Error('was asked')) }
    await expect(firstOf([broken, other]).probe(undefined, fetchContext())).rejects.toMatchObject({
      code: 'ERR_TERM_CONTRACT',
      fatal: true,
    })
  })
})

it('an origin that confirms what it never sent is passed over', async () => {
  const liar: Fetcher = { name: 'liar', probe: async () => ({ changed: false }) }
  const [b] = await serveReplicas('b')
  b.hold('1')
  const fetcher = firstOf([liar, firstOfReplicas([b])])
  const probe = await fetcher.probe({ origins: {} }, fetchContext())
  expect(probe.source).toMatchObject({ name: b.source, fallback: true, error: { code: 'ERR_TERM_PROTOCOL' } })
  await bodyOf(probe)
})
