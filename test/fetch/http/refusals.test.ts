/** Statuses that bring no value, and how long they ask to wait. @module */

import { describe, expect, it } from 'vitest'
import { TermError, type TermErrorCode } from '../../../src/base/errors.ts'
import { type Answer, serveOrigin } from '../../support/origin.ts'
import { contextOf, httpFetcher } from '../../support/probing.ts'

async function refusalOf(answer: Answer, options = {}): Promise<TermError> {
  await using origin = await serveOrigin()
  origin.reply('/prices', answer)
  const fetcher = httpFetcher(`${origin.url}/prices?sig=SECRET-CANARY`, options)
  const error = await fetcher.probe(undefined, contextOf()).catch((thrown: unknown) => thrown)
  if (!(error instanceof TermError)) throw new Error('Not refused')
  return error
}

describe('F09 F10 a status', () => {
  it.each<[number, TermErrorCode]>([
    [204, 'ERR_TERM_EMPTY'],
    [203, 'ERR_TERM_PROTOCOL'],
    [206, 'ERR_TERM_PROTOCOL'],
    [301, 'ERR_TERM_REDIRECT'],
    [302, 'ERR_TERM_REDIRECT'],
    [308, 'ERR_TERM_REDIRECT'],
    [400, 'ERR_TERM_HTTP'],
    [401, 'ERR_TERM_DENIED'],
    [403, 'ERR_TERM_DENIED'],
    [404, 'ERR_TERM_NOT_FOUND'],
    [405, 'ERR_TERM_HTTP'],
    [408, 'ERR_TERM_HTTP'],
    [410, 'ERR_TERM_NOT_FOUND'],
    [425, 'ERR_TERM_HTTP'],
    [429, 'ERR_TERM_THROTTLED'],
    [500, 'ERR_TERM_HTTP'],
    [502, 'ERR_TERM_HTTP'],
    [503, 'ERR_TERM_HTTP'],
  ])('of %i is an error of code %s', async (status, code) => {
    const headers = { location: 'http://127.0.0.1/SECRET-CANARY', etag: '"v1"' }
    const error = await refusalOf({ status, headers, body: 'SECRET-CANARY' })

    expect(error).toMatchObject({ code, status, stage: 'probe', retryAfterMs: undefined })
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('CANARY')
  })
})

describe('a denial', () => {
  it.each([401, 403])(
    'of %i to a request without a header of the user’s points at `headers`',
    async (status) => {
      const hint = 'no `authorization` was sent, which goes into `headers`'
      expect((await refusalOf({ status })).message).toContain(hint)
      expect((await refusalOf({ status }, { headers: { 'x-key': 'k' } })).message).not.toContain('headers')
      expect((await refusalOf({ status: 404 })).message).not.toContain('headers')
    },
  )
})

describe('F11 F12 Retry-After', () => {
  const date = 'Sun, 06 Nov 1994 08:49:37 GMT'
  const tenMinutesLater = 'Sun, 06 Nov 1994 08:59:37 GMT'

  it.each<[string, Record<string, string>, number]>([
    ['seconds', { 'retry-after': '3600' }, 3_600_000],
    ['a date, by the clock of the origin', { 'retry-after': tenMinutesLater, date }, 600_000],
    ['30 days, cut to a day', { 'retry-after': '2592000' }, 86_400_000],
    ['more than numbers reach, cut to a day', { 'retry-after': '9'.repeat(400) }, 86_400_000],
    ['nothing but politeness', { 'retry-after': '0' }, 0],
  ])('of %s is handed on', async (_, headers, retryAfterMs) => {
    expect(await refusalOf({ status: 503, headers })).toMatchObject({
      code: 'ERR_TERM_THROTTLED',
      retryAfterMs,
    })
    expect(await refusalOf({ status: 429, headers })).toMatchObject({ retryAfterMs })
  })

  it.each<[string, Record<string, string>]>([
    ['the past', { 'retry-after': date, date: tenMinutesLater }],
    ['less than nothing', { 'retry-after': '-5' }],
    ['nonsense', { 'retry-after': 'soon' }],
    ['a fraction', { 'retry-after': '1.5' }],
  ])('of %s is ignored', async (_, headers) => {
    expect(await refusalOf({ status: 503, headers })).toMatchObject({
      code: 'ERR_TERM_HTTP',
      retryAfterMs: undefined,
    })
    expect(await refusalOf({ status: 429, headers })).toMatchObject({
      code: 'ERR_TERM_THROTTLED',
      retryAfterMs: undefined,
    })
  })

  it.each([
    204, 206, 300, 301, 304, 307, 400, 401, 403, 404, 408, 410, 413, 425, 429, 451, 500, 502, 503, 504, 599,
  ])('is heard with %i, in both forms', async (status) => {
    expect(await refusalOf({ status, headers: { 'retry-after': '120' } })).toMatchObject({
      status,
      retryAfterMs: 120_000,
    })
    expect(await refusalOf({ status, headers: { 'retry-after': tenMinutesLater, date } })).toMatchObject({
      status,
      retryAfterMs: 600_000,
    })
  })

  it.each([401, 403])('with %i is obeyed before other headers are tried', async (status) => {
    await using origin = await serveOrigin()
    origin.reply('/', { status, headers: { 'retry-after': '60' } }, { body: 'fine' })
    let calls = 0
    const fetcher = httpFetcher(origin.url, { headers: () => ({ 'x-token': String(++calls) }) })

    await expect(fetcher.probe(undefined, contextOf())).rejects.toMatchObject({
      status,
      retryAfterMs: 60_000,
    })
    expect(origin.requests).toHaveLength(1)
  })

  it('is cut to the cap of the user, and heard at a redirect too', async () => {
    const headers = { 'retry-after': '3600' }

    expect(await refusalOf({ status: 503, headers }, { retryAfterCap: '5m' })).toMatchObject({
      retryAfterMs: 300_000,
    })
    expect(await refusalOf({ status: 302, headers })).toMatchObject({
      code: 'ERR_TERM_REDIRECT',
      retryAfterMs: 3_600_000,
    })
  })
})

describe('a refused body', () => {
  it('of little size is read away, so that its connection serves again', async () => {
    await using origin = await serveOrigin()
    origin.reply('/prices', { status: 500, body: 'an error page' })
    const fetcher = httpFetcher(`${origin.url}/prices`)
    for (let poll = 0; poll < 10; poll += 1) {
      await expect(fetcher.probe(undefined, contextOf())).rejects.toMatchObject({ status: 500 })
    }

    // A second connection is opened if the next request comes before the page has been read.
    expect(origin.connections).toBeLessThanOrEqual(2)
  })

  it('without an end is cut off with its connection', async () => {
    await using origin = await serveOrigin()
    origin.reply('/prices', (_, response) => {
      response.writeHead(500)
      const page = Buffer.alloc(64 * 1024)
      const more = () => void (response.destroyed || response.write(page, () => setImmediate(more)))
      more()
    })
    const fetcher = httpFetcher(`${origin.url}/prices`)

    await expect(fetcher.probe(undefined, contextOf())).rejects.toMatchObject({ status: 500 })
    await origin.drained()
  })
})
