/** F20, F21, F29: origins that confirm what nobody asked about, mislabel their versions, or serve poison for days. @module */

import { describe, expect, it } from 'vitest'
import { http, json, remoteTerm } from '../../src/index.ts'
import { type Answer, serveOrigin } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

guardProcess()

describe('F20: a 304', () => {
  it('while nothing is held is a failure, and the next 200 is taken', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', { status: 304, headers: { etag: '"v1"' } }, { body: '{"v":1}' })
    const term = jsonTerm({ fetcher: http(origin.url), start: 'background' })
    const { heard, poll } = await stageTree({ term })

    expect(await heard.end()).toMatchObject({ code: 'ERR_TERM_PROTOCOL', stage: 'probe' })
    await poll(term)
    expect(term.get()).toEqual({ v: 1 })
  })

  it('to a request without conditions is a failure, and confirms nothing', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', { body: '{"v":1}' }, { status: 304 }, { body: '{"v":2}' })
    const term = jsonTerm({ fetcher: http(origin.url) })
    const { poll } = await stageTree({ term })
    const { confirmedAt } = term.snapshot()

    expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_PROTOCOL', stage: 'probe' })
    expect(term.snapshot()).toMatchObject({ value: { v: 1 }, confirmedAt })
    await poll(term)
    expect(term.get()).toEqual({ v: 2 })
  })

  it('for another version is answered by asking for all of it', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"v":1}', { etag: '"v1"' })
    const term = jsonTerm({ fetcher: http(origin.url) })
    const { poll } = await stageTree({ term })

    const whole = { headers: { etag: '"v2"' }, body: '{"v":2}' }
    origin.reply('/', { status: 304, headers: { etag: '"v2"' } }, whole)
    expect(await poll(term)).toMatchObject({ outcome: 'updated', to: '"v2"' })
    expect(origin.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"v1"',
      undefined,
    ])
  })

  it('P36: after a 503 confirms the value that is held, and clears the failure', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"v":1}', { etag: '"v1"' })
    const term = jsonTerm({ fetcher: http(origin.url) })
    const { poll } = await stageTree({ term })
    origin.reply('/', { status: 503 })
    await poll(term)

    origin.publish('/', '{"v":1}', { etag: '"v1"' })
    expect(await poll(term)).toMatchObject({ outcome: 'unchanged' })
    expect(term.status()).toMatchObject({ state: 'idle', failures: 0, lastError: undefined })
  })
})

describe('F21: an ETag', () => {
  it.each<[string, string, string | string[]]>([
    ['weak', 'W/"1"', 'W/"2"'],
    ['without quotes', '1', '2'],
    ['empty', '', ''],
    ['of 8 KB', `"${'1'.repeat(8_192)}"`, `"${'2'.repeat(8_192)}"`],
    ['of Latin-1', '"é1"', '"é2"'],
    ['that matches all', '*', '*'],
    ['sent twice', '"1"', ['"2"', '"3"']],
  ])('that is %s never blocks the next version', async (_, first, second) => {
    await using origin = await serveOrigin()
    origin.reply('/', { headers: { etag: first }, body: '{"v":1}' })
    const term = jsonTerm({ fetcher: http(origin.url) })
    const { poll } = await stageTree({ term })
    expect(term.get()).toEqual({ v: 1 })

    origin.reply('/', { headers: { etag: second as string }, body: '{"v":2}' })
    await poll(term)
    expect(term.get()).toEqual({ v: 2 })
  })

  it('that changes while the bytes do not is no update, and is asked with from then on', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"v":1}', { etag: '"a"' })
    const term = jsonTerm({ fetcher: http(origin.url) })
    const { heard, poll } = await stageTree({ term })
    const held = term.get()

    origin.publish('/', '{"v":1}', { etag: '"b"' })
    await poll(term)
    await poll(term)
    expect(heard.outcomes()).toEqual(['updated', 'unchanged', 'unchanged'])
    expect(term.get()).toBe(held)
    expect(origin.requests.at(-1)?.headers['if-none-match']).toBe('"b"')
  })

  it('of a body that was cut is not remembered against the whole one', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"v":1}', { etag: '"v1"' })
    const term = jsonTerm({ fetcher: http(origin.url) })
    const { poll } = await stageTree({ term })

    origin.reply('/', ({ socket }) => {
      socket.end('HTTP/1.1 200 OK\r\nETag: "v2"\r\nContent-Length: 7\r\n\r\n{"v"')
    })
    expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_TRUNCATED' })
    origin.publish('/', '{"v":2}', { etag: '"v2"' })
    await poll(term)
    expect(term.get()).toEqual({ v: 2 })
  })
})

describe('F29, P7, P8: poison that stays at the origin', () => {
  it.each<[string, Answer['headers'], downloads: 'twice an hour' | 'always']>([
    ['under its ETag', { etag: '"bad"' }, 'twice an hour'],
    ['under a weak ETag', { etag: 'W/"bad"' }, 'always'],
    ['under its date', { 'last-modified': 'Mon, 06 May 2024 10:00:00 GMT' }, 'always'],
    ['without a name', {}, 'always'],
  ])('%s is decoded once an hour', async (_, headers, downloads) => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"v":1}')
    const payloads: number[] = []
    const term = remoteTerm({
      name: 'poisoned',
      fetcher: http(origin.url),
      deserialize(bytes) {
        payloads.push(bytes.byteLength)
        return json<unknown>(bytes)
      },
    })
    const { clock, heard, poll } = await stageTree({ term })
    origin.reply('/', { body: '{"v":oops}', ...(headers && { headers }) })
    const from = clock.monotonic()
    while (clock.monotonic() - from < 3 * 3_600_000) await poll(term)

    expect(payloads.length).toBeGreaterThanOrEqual(3)
    expect(payloads.length).toBeLessThanOrEqual(5)
    const refused = heard.of('refresh.failed').filter(({ code }) => code === 'ERR_TERM_QUARANTINED')
    expect(refused.length).toBeGreaterThan(300)
    const bodies = refused.filter(({ bytes }) => bytes > 0).length
    // The last one may have been judged at the very end.
    if (downloads === 'always') expect(bodies).toBe(refused.length)
    else expect([payloads.length, payloads.length - 1]).toContain(bodies)
    expect(term.get()).toEqual({ v: 1 })

    origin.publish('/', '{"v":2}')
    await poll(term)
    expect(term.get()).toEqual({ v: 2 })
  })
})

describe('one fetcher', () => {
  it('F68 for thirty terms that ask at once makes no warning, and closes with the last', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"v":1}')
    const fetcher = http(origin.url)
    const names = Array.from({ length: 30 }, (_, index) => `term-${index}`)
    const terms = Object.fromEntries(names.map((name) => [name, jsonTerm({ name, fetcher })]))
    const { tree } = await stageTree(terms)

    await tree.remove('term-0')
    const refreshed = Object.values(terms)
      .slice(1)
      .map((term) => term.refresh())
    expect(new Set(await Promise.all(refreshed))).toEqual(new Set(['unchanged']))

    await tree.stop()
    await origin.drained()
  })
})

describe('F01: an origin that is gone', () => {
  it('leaves the value', async () => {
    const origin = await serveOrigin()
    origin.publish('/', '{"v":1}')
    const term = jsonTerm({ fetcher: http(origin.url) })
    const { poll } = await stageTree({ term })
    await origin.close()

    expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_NETWORK', stage: 'probe' })
    expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_NETWORK', failures: 2 })
    expect(term.get()).toEqual({ v: 1 })
  })
})
