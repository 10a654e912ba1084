/** What S3 refuses: names before statuses, one request each, and no connection held. @module */

import { expect, test } from 'vitest'
import type { TermErrorCode } from '../../../src/base/errors.ts'
import { type Answer, type Handler, raw, serveOrigin } from '../../support/origin.ts'
import { changed, contextOf } from '../../support/probing.ts'
import { guardProcess } from '../../support/process-guard.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'
import { fail, failureOf, object, objectFetcher, PATH } from '../../support/s3-origin.ts'

guardProcess()
bareAwsEnvironment()

type Row = readonly [name: string, code: TermErrorCode, answer: Answer | Handler, status?: number]

const named = (status: number, name: string, code: TermErrorCode): Row => [
  `${status} ${name}`,
  code,
  fail(status, name),
  status,
]
const plain = (status: number, code: TermErrorCode, answer: Answer = {}): Row => [
  `${status} without a name`,
  code,
  { status, ...answer },
  status,
]

const ROWS: readonly Row[] = [
  named(404, 'NoSuchKey', 'ERR_TERM_NOT_FOUND'),
  named(404, 'NoSuchBucket', 'ERR_TERM_NOT_FOUND'),
  named(404, 'NoSuchVersion', 'ERR_TERM_NOT_FOUND'),
  [
    'a delete marker',
    'ERR_TERM_NOT_FOUND',
    fail(404, 'NoSuchKey', { headers: { 'x-amz-delete-marker': 'true' } }),
    404,
  ],
  named(403, 'AccessDenied', 'ERR_TERM_DENIED'),
  named(403, 'SignatureDoesNotMatch', 'ERR_TERM_DENIED'),
  named(403, 'InvalidAccessKeyId', 'ERR_TERM_DENIED'),
  named(403, 'InvalidObjectState', 'ERR_TERM_DENIED'),
  named(400, 'ExpiredToken', 'ERR_TERM_DENIED'),
  named(400, 'InvalidArgument', 'ERR_TERM_DENIED'),
  named(400, 'RequestTimeout', 'ERR_TERM_HTTP'),
  named(403, 'RequestTimeTooSkewed', 'ERR_TERM_HTTP'),
  named(503, 'SlowDown', 'ERR_TERM_THROTTLED'),
  named(503, 'ServiceUnavailable', 'ERR_TERM_HTTP'),
  named(500, 'InternalError', 'ERR_TERM_HTTP'),
  named(301, 'PermanentRedirect', 'ERR_TERM_REDIRECT'),
  named(307, 'TemporaryRedirect', 'ERR_TERM_REDIRECT'),
  named(400, 'AuthorizationHeaderMalformed', 'ERR_TERM_REDIRECT'),
  named(412, 'PreconditionFailed', 'ERR_TERM_HTTP'),
  plain(401, 'ERR_TERM_DENIED'),
  plain(403, 'ERR_TERM_DENIED'),
  plain(404, 'ERR_TERM_NOT_FOUND'),
  plain(429, 'ERR_TERM_THROTTLED'),
  plain(204, 'ERR_TERM_EMPTY'),
  plain(206, 'ERR_TERM_PROTOCOL', { body: 'half' }),
  plain(502, 'ERR_TERM_HTTP', {
    headers: { 'content-type': 'text/html' },
    body: '<html><h1>Bad gateway</h1>',
  }),
  ['502 with a page without an end', 'ERR_TERM_HTTP', endless(502), 502],
  [
    '404 with a page that stalls',
    'ERR_TERM_NOT_FOUND',
    raw('HTTP/1.1 404 Not Found\nContent-Length: 90\n\n<Err', { after: 'silence' }),
    404,
  ],
  ['an empty object', 'ERR_TERM_EMPTY', object(Buffer.alloc(0)), 200],
  ['an object larger than allowed', 'ERR_TERM_TOO_LARGE', object(Buffer.alloc(2_000)), 200],
  [
    'an announcement of 200 GB',
    'ERR_TERM_TOO_LARGE',
    raw('HTTP/1.1 200 OK\nContent-Length: 200000000000\n\n{}', { after: 'silence' }),
    200,
  ],
  ['a body without a length', 'ERR_TERM_PROTOCOL', raw('HTTP/1.1 200 OK\n\n{}'), 200],
  [
    'two codings',
    'ERR_TERM_ENCODING',
    object(Buffer.from('x'), { headers: { 'content-encoding': 'gzip, br' } }),
    200,
  ],
  ['what is not HTTP', 'ERR_TERM_PROTOCOL', raw('SSH-2.0-OpenSSH_9.2\n\n')],
]

function endless(status: number): Handler {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html' })
    const more = () => {
      while (response.write('x'.repeat(8_192)));
    }
    response.on('drain', more)
    more()
  }
}

test.each(ROWS.map((row) => ({ row, title: `${row[0]} is ${row[1]}` })))('$title', async ({ row }) => {
  const [, code, answer, status] = row
  await using origin = await serveOrigin()
  origin.reply(PATH, answer)
  const fetcher = objectFetcher(origin)
  const error = await failureOf(changed(fetcher, undefined, contextOf({ maxBytes: 1_000 })))
  expect(error).toMatchObject({ code, status, stage: 'probe' })
  expect(origin.requests).toHaveLength(1)
  await fetcher.close?.()
  await origin.drained()
})

test.each([
  ['2', 2_000],
  ['999999999', 86_400_000],
  ['soon', undefined],
])('Retry-After: %s is heard', async (header, retryAfterMs) => {
  await using origin = await serveOrigin()
  origin.reply(PATH, fail(503, 'SlowDown', { headers: { 'retry-after': header } }))
  const error = await failureOf(changed(objectFetcher(origin)))
  expect(error).toMatchObject({ code: 'ERR_TERM_THROTTLED', retryAfterMs })
})

test.each([
  [206, 'Unasked'],
  [301, 'PermanentRedirect'],
  [400, 'RequestTimeout'],
  [403, 'AccessDenied'],
  [404, 'NoSuchKey'],
  [412, 'PreconditionFailed'],
  [429, 'TooManyRequests'],
  [500, 'InternalError'],
  [503, 'ServiceUnavailable'],
])('Retry-After is heard with %i, in both forms, and nothing is asked at once', async (status, name) => {
  const date = 'Sun, 06 Nov 1994 08:49:37 GMT'
  await using origin = await serveOrigin()
  const region = { 'x-amz-bucket-region': 'eu-west-1' }
  origin.reply(
    PATH,
    fail(status, name, { headers: { 'retry-after': '5', ...region } }),
    fail(status, name, { headers: { 'retry-after': 'Sun, 06 Nov 1994 08:49:57 GMT', date, ...region } }),
  )
  const fetcher = objectFetcher(origin)
  expect(await failureOf(changed(fetcher))).toMatchObject({ status, retryAfterMs: 5_000 })
  expect(await failureOf(changed(fetcher))).toMatchObject({ status, retryAfterMs: 20_000 })
  expect(origin.requests).toHaveLength(2)
})

test('a wrong clock is put right by the next attempt', async () => {
  await using origin = await serveOrigin()
  const date = new Date(Date.now() + 3_600_000)
  const skewed = fail(403, 'RequestTimeTooSkewed', { headers: { date: date.toUTCString() } })
  origin.reply(PATH, skewed, object(Buffer.from('x')))
  const fetcher = objectFetcher(origin)
  await failureOf(changed(fetcher))
  await changed(fetcher)
  const [first, second] = origin.requests.map(({ headers }) => String(headers['x-amz-date']).slice(0, 11))
  expect(second).not.toBe(first)
})

test('what an origin calls its error is told only where it is a word', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, fail(403, 'payload: {"EUR":1}'))
  expect((await failureOf(changed(objectFetcher(origin)))).message).toMatch(
    /^S3 answered 403 \(at 127\.0\.0\.1:\d+\): are the `credentials` right/,
  )
})

test.each([
  [400, false],
  [401, true],
  [403, true],
  [404, false],
  [500, false],
])('%i without a name points at the credentials: %s', async (status, isTold) => {
  await using origin = await serveOrigin()
  origin.reply(PATH, { status })
  const { message } = await failureOf(changed(objectFetcher(origin)))
  expect(message.includes('are the `credentials` right, and may they read this object?')).toBe(isTold)
})
