/** What rivals get wrong about their values: lost in an outage, poisoned by a bad version, untrue at the start. @module */

import { truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { file, http, supervise, type TermError } from '../../src/index.ts'
import { serveOrigin, silence } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

guardProcess()

describe('R5: an eager start', () => {
  it('tells the truth while the origin is down', async () => {
    const origin = await serveOrigin()
    await origin.close()
    const term = jsonTerm({ fetcher: http(origin.url), start: { policy: 'require', within: '3s' } })

    const thrown = await supervise({ term }).catch((error: unknown) => error)

    expect(thrown).toMatchObject({ code: expect.stringMatching(/^ERR_TERM_(?!START)/) })
    expect((thrown as TermError).cause).toMatchObject({
      errors: [{ code: 'ERR_TERM_TIMEOUT', term: 'prices', cause: { code: 'ERR_TERM_NETWORK' } }],
    })
    expect(() => term.get()).toThrow(expect.objectContaining({ code: 'ERR_TERM_NOT_LOADED' }))
    expect(term.status().state).toBe('down')
  })

  it('resolves only when the value is there', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"v":1}')
    const term = jsonTerm({ fetcher: http(origin.url) })
    await using _tree = await supervise({ term })

    expect(term.get()).toEqual({ v: 1 })
  })
})

describe('R6, P36: the end of an attempt', () => {
  it('is told once and by its own name, however it ends', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"v":1}')
    const term = jsonTerm({ fetcher: http(origin.url) })
    const { tree, heard, poll, toNextProbe } = await stageTree({ term })
    await poll(term)
    origin.reply('/', { status: 500 })
    await poll(term)
    origin.reply('/', { body: '{' })
    await poll(term)
    origin.publish('/', '{"v":2}')
    await poll(term)
    origin.reply('/', silence)
    await toNextProbe(term)
    await origin.received(6)
    await tree.stop()

    expect(heard.outcomes()).toEqual([
      'updated',
      'unchanged',
      'ERR_TERM_HTTP',
      'ERR_TERM_DESERIALIZE',
      'updated',
      'cancelled',
    ])
    const turns = heard.events.flatMap((event) => {
      if (event.type === 'refresh.started') return ['start']
      return 'outcome' in event ? ['end'] : []
    })
    expect(turns).toEqual(Array.from({ length: 6 }, () => ['start', 'end']).flat())
    expect(heard.of('refresh.failed')).toMatchObject([{ stage: 'probe' }, { stage: 'decode' }])
  })
})

describe('R7, P1, P15: an outage', () => {
  it('leaves every read its value, and the origin no more requests than the backoff has', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"keys":["a"]}')
    const term = jsonTerm({ fetcher: http(origin.url), refreshInterval: '5m' })
    const { heard, poll } = await stageTree({ term })
    const held = term.get()

    origin.reply('/', { status: 503 })
    for (let read = 0; read < 20; read++) {
      await poll(term)
      expect(term.get()).toBe(held)
    }

    expect(origin.requests).toHaveLength(21)
    const waits = heard.of('refresh.failed').map(({ nextInMs }) => nextInMs ?? 0)
    expect(waits.slice(0, 6)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000])
    expect(Math.min(...waits.slice(6))).toBe(30_000)
    // When the budget of the origin is spent, it is asked twice as often as in health at most: each 150 s.
    expect(Math.min(...waits.slice(-8))).toBeGreaterThanOrEqual(150_000)
  })
})

describe('R8: a file that is cut while it is in use', () => {
  it('leaves the value that is held', async () => {
    const path = join(tmpdir(), `everterm-${process.pid}-cut.json`)
    await writeFile(path, '{"v":"long enough to be cut"}')
    const term = jsonTerm({ fetcher: file(path) })
    const { poll } = await stageTree({ term })
    const held = term.get()

    await truncate(path, 9)
    expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
    expect(term.get()).toBe(held)

    await writeFile(path, '{"v":"new"}')
    await poll(term)
    expect(term.get()).toEqual({ v: 'new' })
  })
})

describe('a bad version', () => {
  const isFlags = (value: unknown) => Array.isArray((value as { features: unknown }).features)

  it.each([
    ['R9, P8: of another shape', '{"features":{"oops":1}}', 'ERR_TERM_REFUSED'],
    ['R11, P8: that is no JSON', '{"flags": {broken', 'ERR_TERM_DESERIALIZE'],
  ])('%s is never confirmed, and does not stand in the way of the next', async (_, bad, code) => {
    await using origin = await serveOrigin()
    origin.publish('/', '{"features":[1]}', { etag: '"v1"' })
    const term = jsonTerm({ fetcher: http(origin.url), validate: isFlags })
    const { heard, poll } = await stageTree({ term })

    origin.publish('/', bad, { etag: '"v2"' })
    expect(await poll(term)).toMatchObject({ code })
    expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_QUARANTINED', bytes: bad.length })
    expect(await poll(term)).toMatchObject({ code: 'ERR_TERM_QUARANTINED', bytes: 0, failures: 3 })
    expect(heard.of('refresh.unchanged')).toEqual([])
    expect(term.get()).toEqual({ features: [1] })

    origin.publish('/', '{"features":[3]}', { etag: '"v3"' })
    expect(await poll(term)).toMatchObject({ outcome: 'updated', from: '"v1"', to: '"v3"' })
    expect(term.get()).toEqual({ features: [3] })
    const conditions = origin.requests.map(({ headers }) => headers['if-none-match'])
    expect(conditions).toEqual([undefined, '"v1"', '"v1"', '"v1"', '"v1"'])
  })
})
