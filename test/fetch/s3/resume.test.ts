/** A body of S3 that breaks off goes on where it stopped, and never with the bytes of another version. @module */

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Handler, serveOrigin } from '../../support/origin.ts'
import { contextOf, fetchBytes } from '../../support/probing.ts'
import { guardProcess } from '../../support/process-guard.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'
import { breakOff, etagOf, fail, failureOf, object, objectFetcher, PATH } from '../../support/s3-origin.ts'

guardProcess()
bareAwsEnvironment()

const table = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 31) % 251))
const other = Buffer.from(table).reverse()
const HALF = 100_000

const broken = object(table, { send: breakOff(HALF, 'reset') })
const SHORT = { timeouts: { stall: 80 } } as const

const ranges = (origin: { requests: readonly { headers: Record<string, unknown> }[] }) =>
  origin.requests.map(({ headers }) => headers.range)

describe.each(['reset', 'end', 'stall'] as const)('a body that breaks off by %s', (how) => {
  test('goes on where it stopped', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table, { send: breakOff(HALF, how) }), object(table))
    const fetcher = objectFetcher(origin, SHORT)
    expect(Buffer.compare(await fetchBytes(fetcher), table)).toBe(0)
    expect(ranges(origin)).toEqual([undefined, `bytes=${HALF}-`])
    expect(origin.requests[1]?.headers['if-match']).toBe(etagOf(table))
    await fetcher.close?.()
    await origin.drained()
  })

  test('again and again is given up after the third time', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table, { send: breakOff(1_000, how) }))
    const error = await failureOf(fetchBytes(objectFetcher(origin, SHORT)))
    const code = how === 'stall' ? 'ERR_TERM_TIMEOUT' : 'ERR_TERM_TRUNCATED'
    expect(error).toMatchObject({ code, stage: 'download' })
    expect(ranges(origin)).toEqual([undefined, 'bytes=1000-', 'bytes=2000-', 'bytes=3000-'])
    await origin.drained()
  })
})

describe('the rest', () => {
  const failWith = async (second: Handler, first = broken) => {
    await using origin = await serveOrigin()
    origin.reply(PATH, first, second, object(table))
    const error = await failureOf(fetchBytes(objectFetcher(origin)))
    expect(error.stage).toBe('download')
    return { error, requests: origin.requests.length }
  }

  test('of an object that was replaced is not taken', async () => {
    const { error, requests } = await failWith(object(other))
    expect(error).toMatchObject({ code: 'ERR_TERM_TRUNCATED', status: 412 })
    expect(requests).toBe(2)
  })

  test('of an object that became shorter is not taken', async () => {
    const { error } = await failWith(fail(416, 'InvalidRange'))
    expect(error).toMatchObject({ code: 'ERR_TERM_TRUNCATED', status: 416 })
  })

  test('of an object that was deleted is not there', async () => {
    const { error } = await failWith(fail(404, 'NoSuchKey'))
    expect(error).toMatchObject({ code: 'ERR_TERM_NOT_FOUND', status: 404 })
  })

  test('is not taken from a server that ignores the range', async () => {
    const { error } = await failWith(
      (_, response) => void response.setHeader('etag', etagOf(table)).end(table),
    )
    expect(error.code).toBe('ERR_TERM_TRUNCATED')
  })

  const partial =
    (headers: Record<string, string>): Handler =>
    (_, response) => {
      const range = `bytes ${HALF}-${table.length - 1}/${table.length}`
      response.writeHead(206, { etag: etagOf(table), 'content-range': range, ...headers })
      response.end(table.subarray(HALF))
    }

  test.each([
    ['another ETag', { etag: etagOf(other) }],
    ['another start', { 'content-range': `bytes 0-${table.length - 1}/${table.length}` }],
    ['another end', { 'content-range': `bytes ${HALF}-${table.length - 2}/${table.length}` }],
    ['another total', { 'content-range': `bytes ${HALF}-${table.length - 1}/${table.length + 1}` }],
    ['no total', { 'content-range': `bytes ${HALF}-${table.length - 1}/*` }],
  ])('with %s is not taken', async (_, headers) => {
    const { error, requests } = await failWith(partial(headers))
    expect(error).toMatchObject({ code: 'ERR_TERM_PROTOCOL', status: 206 })
    expect(requests).toBe(2)
  })

  test('is asked for again after a failure of the moment', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, broken, fail(500, 'InternalError'), object(table))
    expect(Buffer.compare(await fetchBytes(objectFetcher(origin)), table)).toBe(0)
    expect(origin.requests).toHaveLength(3)
  })

  test('waits when S3 asks for patience', async () => {
    const { error, requests } = await failWith(fail(503, 'SlowDown', { headers: { 'retry-after': '7' } }))
    expect(error).toMatchObject({ code: 'ERR_TERM_THROTTLED', retryAfterMs: 7_000 })
    expect(requests).toBe(2)
  })

  test.each([
    [500, 'InternalError'],
    [403, 'AccessDenied'],
    [412, 'PreconditionFailed'],
  ])('waits when S3 asks for patience with %i, too', async (status, name) => {
    const { error, requests } = await failWith(fail(status, name, { headers: { 'retry-after': '7' } }))
    expect(error).toMatchObject({ status, retryAfterMs: 7_000 })
    expect(requests).toBe(2)
  })

  test.each([
    ['of other bytes than its Content-Digest', { 'content-digest': `sha-256=:${'A'.repeat(43)}=:` }, {}],
    [
      'of another whole than was begun',
      { 'repr-digest': `sha-256=:${'A'.repeat(43)}=:` },
      { 'repr-digest': `sha-256=:${createHash('sha256').update(table).digest('base64')}:` },
    ],
  ])('%s is not taken', async (_, headers, begun) => {
    const first = object(table, { headers: begun, send: breakOff(HALF, 'reset') })
    const { error } = await failWith(object(table, { headers }), first)
    expect(error.code).toBe('ERR_TERM_DIGEST')
  })

  test('is not asked for without a strong ETag', async () => {
    const headers = { etag: 'W/"a"' }
    const { error, requests } = await failWith(
      object(table),
      object(table, { headers, send: breakOff(HALF, 'reset') }),
    )
    expect(error.code).toBe('ERR_TERM_TRUNCATED')
    expect(requests).toBe(1)
  })

  test('is not asked for when nobody wants it', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, broken, object(table))
    const error = await failureOf(fetchBytes(objectFetcher(origin, { resumes: 0 })))
    expect(error.code).toBe('ERR_TERM_TRUNCATED')
    expect(origin.requests).toHaveLength(1)
  })

  test('is asked for by the id of the version that came first', async () => {
    await using origin = await serveOrigin()
    const headers = { 'x-amz-version-id': 'v7' }
    const cut = object(table, { headers, send: breakOff(HALF, 'reset') })
    origin.reply(PATH, cut, object(table, { headers }))
    await fetchBytes(objectFetcher(origin))
    expect(origin.requests[1]?.path).toContain('versionId=v7')
  })

  test('is asked for without the id where that is not permitted', async () => {
    await using origin = await serveOrigin()
    const headers = { 'x-amz-version-id': 'v7' }
    const cut = object(table, { headers, send: breakOff(HALF, 'reset') })
    origin.reply(PATH, cut, fail(403, 'AccessDenied'), object(table, { headers }))
    expect(Buffer.compare(await fetchBytes(objectFetcher(origin)), table)).toBe(0)
    expect(origin.requests[2]?.path).not.toContain('versionId')
  })

  test('is not waited for when the attempt is called off', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, broken, () => {})
    const controller = new AbortController()
    const download = failureOf(fetchBytes(objectFetcher(origin), contextOf({ signal: controller.signal })))
    await origin.received(2)
    controller.abort()
    expect(await download).toMatchObject({ code: 'ERR_TERM_ABORTED' })
    await origin.drained()
  })
})

test('a body that trickles is no download', async () => {
  await using origin = await serveOrigin()
  const trickle = object(table, {
    send(response) {
      const dripping = setInterval(() => response.write('x'), 5)
      response.on('close', () => clearInterval(dripping))
    },
  })
  origin.reply(PATH, trickle)
  const minRate = { bytesPerSecond: 100_000, over: 60 }
  const fetcher = objectFetcher(origin, { resumes: 0, timeouts: { minRate } })
  const error = await failureOf(fetchBytes(fetcher))
  expect(error).toMatchObject({ code: 'ERR_TERM_TIMEOUT', stage: 'download' })
  await origin.drained()
})
