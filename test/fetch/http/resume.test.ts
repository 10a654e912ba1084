/** A body that is cut goes on with the rest of the same bytes, or not at all. @module */

import { describe, expect, it } from 'vitest'
import { bytesOf, cutAt, restFrom } from '../../support/cut-bodies.ts'
import { type Answer, type Handler, type Origin, raw, serveOrigin, silence } from '../../support/origin.ts'
import { changed, fetchBytes, httpFetcher } from '../../support/probing.ts'

const SIZE = 100_000
const AT = 40_000
const v1 = bytesOf('v1', SIZE)
const v2 = bytesOf('v2', SIZE)
const strong = { etag: '"v1"' }

async function fetched(...answers: readonly (Answer | Handler)[]) {
  await using origin = await serveOrigin()
  origin.reply('/', ...answers)
  const outcome = await fetchBytes(httpFetcher(origin.url)).then(
    (bytes) => ({ whole: v1.equals(bytes) }),
    ({ code, stage, status, retryAfterMs }) => ({ code, stage, status, retryAfterMs }),
  )
  return { outcome, ranges: rangesOf(origin) }
}

const rangesOf = ({ requests }: Origin) =>
  requests.map(({ headers }) => headers.range && `${headers.range} ${headers['if-range']}`)

const truncated = { code: 'ERR_TERM_TRUNCATED', stage: 'download' }

describe('F13 F04 a body that is cut, with a strong ETag', () => {
  it('goes on where it broke off', async () => {
    expect(await fetched(cutAt(AT, v1, strong), restFrom(AT, v1, strong))).toEqual({
      outcome: { whole: true },
      ranges: [undefined, 'bytes=40000- "v1"'],
    })
  })

  it('goes on from its beginning when nothing of it came', async () => {
    const head: Handler = (_, response) => {
      response.writeHead(200, { ...strong, 'content-length': SIZE }).flushHeaders()
      setImmediate(() => response.socket?.destroy())
    }
    const { outcome, ranges } = await fetched(head, restFrom(0, v1, strong))

    expect(outcome).toEqual({ whole: true })
    expect(ranges[1]).toBe('bytes=0- "v1"')
  })

  it('goes on when its length was not known before, for the range tells it', async () => {
    const first = cutAt(AT, v1, strong, { chunked: true })

    expect((await fetched(first, restFrom(AT, v1, strong))).outcome).toEqual({ whole: true })
  })

  it('asks with the same headers, but for the range', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', cutAt(AT, v1, strong), restFrom(AT, v1, strong))
    await fetchBytes(httpFetcher(origin.url, { headers: { 'x-api-key': 'k' } }))
    const [first, second] = origin.requests.map(({ headers }) => headers)

    expect(second).toEqual({ ...first, range: 'bytes=40000-', 'if-range': '"v1"' })
  })

  it('goes on three times', async () => {
    const cutRest =
      (from: number): Handler =>
      (_, response) => {
        const { headers } = restFrom(from, v1, strong)
        response.writeHead(206, { ...headers, 'content-length': SIZE - from } as never)
        response.write(v1.subarray(from, from + 20_000), () => response.socket?.destroy())
      }
    const answers = [cutAt(20_000, v1, strong), cutRest(20_000), cutRest(40_000)]

    const thrice = await fetched(...answers, restFrom(60_000, v1, strong))
    expect(thrice.outcome).toEqual({ whole: true })
    const endless = await fetched(...answers, cutRest(60_000), restFrom(80_000, v1, strong))
    expect(endless.outcome).toMatchObject(truncated)
    expect(endless.ranges).toHaveLength(4)
  })

  it('takes what it lacks of the same bytes when the range is ignored', async () => {
    expect((await fetched(cutAt(AT, v1, strong), { body: v1, headers: strong })).outcome).toEqual({
      whole: true,
    })
  })
})

describe('F13 F21 a body that is cut is never mixed with', () => {
  const rest = (headers: Record<string, string>) => restFrom(AT, v1, { ...strong, ...headers })
  const cases: [string, Answer | Handler][] = [
    ['a newer version', { body: v2, headers: { etag: '"v2"' } }],
    ['a newer version without an ETag', { body: v2 }],
    ['the rest of a newer version', restFrom(AT, v2, { etag: '"v2"' })],
    ['a rest without an ETag', restFrom(AT, v1, {})],
    ['a rest with a weak ETag', restFrom(AT, v1, { etag: 'W/"v1"' })],
    ['a rest from another place', rest({ 'content-range': 'bytes 39999-99998/100000' })],
    ['a rest of another whole', rest({ 'content-range': 'bytes 40000-99999/100001' })],
    ['a rest of a shorter whole', rest({ 'content-range': 'bytes 40000-99998/99999' })],
    ['a rest that is not all of it', rest({ 'content-range': 'bytes 40000-99998/100000' })],
    ['a rest of who knows what', rest({ 'content-range': 'bytes 40000-99999/*' })],
    ['a rest in another unit', rest({ 'content-range': 'lines 40000-99999/100000' })],
    ['a rest without a range', { status: 206, headers: strong, body: v1.subarray(AT) }],
    ['a rest in another coding', rest({ 'content-encoding': 'gzip' })],
    ['the same version of another length', { body: v1.subarray(1), headers: strong }],
    ['a range that is refused', { status: 416, headers: strong }],
    ['a failure', { status: 500, headers: strong }],
    ['a redirect', { status: 302, headers: { ...strong, location: '/other' } }],
    ['an unasked 304', { status: 304, headers: strong }],
  ]
  it.each(cases)('%s', async (_, second) => {
    const { outcome, ranges } = await fetched(cutAt(AT, v1, strong), second)

    expect(outcome).toMatchObject(truncated)
    expect(ranges).toHaveLength(2)
  })

  it('more bytes than the range has', async () => {
    const longer = `HTTP/1.1 206 Partial Content\nETag: "v1"\nContent-Range: bytes 4-5/6\nTransfer-Encoding: chunked\n\n`
    const first = raw('HTTP/1.1 200 OK\nETag: "v1"\nContent-Length: 6\n\nfour')
    const { outcome } = await fetched(first, raw(`${longer}3\n56X\n0\n\n`))

    expect(outcome).toMatchObject({ code: expect.stringMatching(/ERR_TERM_(PROTOCOL|TOO_LARGE)/) })
  })

  it('an origin that asks for patience, which the term then has', async () => {
    const busy = { status: 503, headers: { 'retry-after': '60' } }

    expect((await fetched(cutAt(AT, v1, strong), busy)).outcome).toMatchObject({
      code: 'ERR_TERM_THROTTLED',
      stage: 'download',
      retryAfterMs: 60_000,
    })
  })
})

describe('a body that is cut', () => {
  const cases: [string, Record<string, string>][] = [
    ['with a weak ETag', { etag: 'W/"v1"' }],
    ['with a date alone', { 'last-modified': 'Sun, 06 Nov 1994 08:49:37 GMT' }],
    ['with an ETag that lacks its quotes', { etag: 'v1' }],
    ['by an origin that has no ranges', { ...strong, 'accept-ranges': 'none' }],
    ['without any validator', {}],
  ]
  it.each(cases)('%s fails, and nothing more is asked for', async (_, headers) => {
    const { outcome, ranges } = await fetched(cutAt(AT, v1, headers), restFrom(AT, v1, headers))

    expect(outcome).toMatchObject(truncated)
    expect(ranges).toHaveLength(1)
  })

  it('and turns out to be too large is not taken to the end', async () => {
    const larger = bytesOf('v1', 3_000_000)
    const first = cutAt(AT, larger, strong, { chunked: true })

    expect((await fetched(first, restFrom(AT, larger, strong))).outcome).toMatchObject({
      code: 'ERR_TERM_TOO_LARGE',
    })
  })

  it('by the closing of the fetcher is not continued', async () => {
    await using origin = await serveOrigin()
    const stalling: Handler = (_, response) => {
      response.writeHead(200, { ...strong, 'content-length': SIZE }).write(v1.subarray(0, AT))
    }
    origin.reply('/', stalling, restFrom(AT, v1, strong))
    const fetcher = httpFetcher(origin.url)
    const { open } = await changed(fetcher)
    const reading = (async () => {
      for await (const _ of open(new AbortController().signal) as AsyncIterable<Uint8Array>) {
        await fetcher.close?.()
      }
    })()
    await expect(reading).rejects.toMatchObject({ code: 'ERR_TERM_NETWORK' })
    expect(origin.requests).toHaveLength(1)
    await origin.drained()
  })

  it('ends at the deadline when the rest does not come', async () => {
    await using origin = await serveOrigin()
    origin.reply('/', cutAt(AT, v1, strong), silence)

    await expect(fetchBytes(httpFetcher(origin.url, { timeouts: { headers: 200 } }))).rejects.toMatchObject({
      code: 'ERR_TERM_TIMEOUT',
      stage: 'download',
    })
    await origin.drained()
  })

  it('ends with the attempt, also while the rest is asked for', async () => {
    await using origin = await serveOrigin()
    const reason = new Error('enough')
    const controller = new AbortController()
    origin.reply('/', cutAt(AT, v1, strong), () => controller.abort(reason))
    const context = { signal: controller.signal, maxBytes: SIZE }

    await expect(fetchBytes(httpFetcher(origin.url), context)).rejects.toMatchObject({
      code: 'ERR_TERM_ABORTED',
      cause: reason,
    })
    await origin.drained()
  })
})
