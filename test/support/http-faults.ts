/** A table of what an HTTP origin can do wrong, and what a term makes of it. @module */

import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Stage, TermErrorCode } from '../../src/base/errors.ts'
import { bomb, concat, flipBit, MIB } from './coded.ts'
import { type Answer, type Handler, hangUp, raw, silence } from './origin.ts'

export interface HttpFault {
  /** The title, which begins with the fault's number in `test/README.md`. */
  readonly title: string
  readonly answer: Answer | Handler
  /** The codes that the failure may have: several, where the network decides which. */
  readonly codes: readonly TermErrorCode[]
  readonly stage: Stage
  /** The state in which the deadline ends the attempt, which never ends by itself. */
  readonly endsIn?: 'probing' | 'downloading'
}

/** The most bytes that the terms of these tests take over the wire. */
export const MAX_BYTES = 64 * 1024

/** The timeouts of the HTTP fetcher of these tests, short where only a timeout ends the attempt. */
export const TIMEOUTS = { headers: '5s', stall: 60 } as const

const HEAD = 'HTTP/1.1 200 OK\n'
const zeros = (size: number) => new Uint8Array(size)
const zipped = gzipSync('{"is":"zipped"}')
const row = (
  title: string,
  code: TermErrorCode | readonly TermErrorCode[],
  stage: Stage,
  answer: Answer | Handler,
  endsIn?: HttpFault['endsIn'],
): HttpFault => ({ title, codes: [code].flat() as TermErrorCode[], stage, answer, ...(endsIn && { endsIn }) })

const status = (number: number, code: TermErrorCode, title: string): HttpFault =>
  row(`${title}: ${number}`, code, 'probe', { status: number, body: 'a page of HTML' })

const statuses = [
  ...[401, 403].map((number) => status(number, 'ERR_TERM_DENIED', 'F09 no access')),
  ...[404, 410].map((number) => status(number, 'ERR_TERM_NOT_FOUND', 'F09 nothing there')),
  ...[400, 405, 407, 408, 425].map((number) => status(number, 'ERR_TERM_HTTP', 'F09 a bad request')),
  ...[500, 502, 503, 504].map((number) => status(number, 'ERR_TERM_HTTP', 'F10 an origin in trouble')),
  status(429, 'ERR_TERM_THROTTLED', 'F10 too many requests'),
  ...[201, 203, 206, 226].map((number) => status(number, 'ERR_TERM_PROTOCOL', 'F20 an unasked success')),
  ...[300, 301, 302, 307, 308].map((number) => status(number, 'ERR_TERM_REDIRECT', 'F15 a redirect')),
  row('F11 an origin that names a time: 503', 'ERR_TERM_THROTTLED', 'probe', {
    status: 503,
    headers: { 'retry-after': '0' },
  }),
  row('F15 a redirect to another host', 'ERR_TERM_REDIRECT', 'probe', {
    status: 302,
    headers: { location: 'http://169.254.169.254/' },
  }),
  row('F15 a redirect in a circle', 'ERR_TERM_REDIRECT', 'probe', {
    status: 302,
    headers: { location: '/prices' },
  }),
  row('F15 a redirect to a file', 'ERR_TERM_REDIRECT', 'probe', {
    status: 302,
    headers: { location: 'file:///etc/passwd' },
  }),
  row('F20 no content: 204', 'ERR_TERM_EMPTY', 'probe', { status: 204 }),
  row('F20 an empty 200', 'ERR_TERM_EMPTY', 'probe', { body: '' }),
  row(
    'F20 an empty 200 in chunks',
    'ERR_TERM_EMPTY',
    'download',
    raw(`${HEAD}Transfer-Encoding: chunked\n\n0\n\n`),
  ),
]

const framings = [
  row(
    'F13 a body shorter than announced',
    'ERR_TERM_TRUNCATED',
    'download',
    raw(`${HEAD}Content-Length: 9\n\n{`),
  ),
  row(
    'F13 a body that is cut at each attempt to go on',
    'ERR_TERM_TRUNCATED',
    'download',
    raw(`${HEAD}ETag: "v1"\nContent-Length: 9\n\n{`),
  ),
  row('F13 a body that is not that of its digest', 'ERR_TERM_DIGEST', 'download', {
    body: '{}',
    headers: { 'content-digest': `sha-256=:${'A'.repeat(43)}=:` },
  }),
  row(
    'F13 a body without its last chunk',
    'ERR_TERM_TRUNCATED',
    'download',
    raw(`${HEAD}Transfer-Encoding: chunked\n\n2\n{}\n`),
  ),
  row('F13 a body that ends where the connection does', 'ERR_TERM_PROTOCOL', 'probe', raw(`${HEAD}\n{}`)),
  row('F14 a body larger than allowed', 'ERR_TERM_TOO_LARGE', 'probe', { body: zeros(MAX_BYTES + 1) }),
  row('F14 a body larger than allowed, in chunks', 'ERR_TERM_TOO_LARGE', 'download', {
    headers: { 'transfer-encoding': 'chunked' },
    body: zeros(2 * MAX_BYTES),
  }),
  row(
    'F14 an announcement of 200 GB',
    'ERR_TERM_TOO_LARGE',
    'probe',
    raw(`${HEAD}Content-Length: 200000000000\n\n{}`, { after: 'silence' }),
  ),
  row('F20 what is not HTTP', 'ERR_TERM_PROTOCOL', 'probe', raw('SSH-2.0-OpenSSH_9.2\n\n')),
  row(
    'F21 headers without an end',
    'ERR_TERM_PROTOCOL',
    'probe',
    raw(`${HEAD}x-much: ${'x'.repeat(40_000)}\n`, { after: 'silence' }),
  ),
]

const coded = (title: string, code: TermErrorCode, body: Uint8Array, encoding?: string): HttpFault =>
  row(title, code, 'decode', {
    body,
    headers: encoding === undefined ? {} : { 'content-encoding': encoding },
  })

const codings = [
  coded('F23 a bomb of gzip', 'ERR_TERM_TOO_LARGE', bomb(2)),
  coded('F23 a bomb of gzip under its header', 'ERR_TERM_TOO_LARGE', bomb(2), 'gzip'),
  coded('F23 a bomb of brotli', 'ERR_TERM_TOO_LARGE', brotliCompressSync(zeros(2 * MIB)), 'br'),
  coded('F24 gzip that is cut', 'ERR_TERM_DECOMPRESS', zipped.subarray(0, -5)),
  coded('F24 gzip with a wrong checksum', 'ERR_TERM_DECOMPRESS', flipBit(zipped, zipped.length - 6, 3)),
  coded('F24 gzip with a flipped bit', 'ERR_TERM_DECOMPRESS', flipBit(zipped, 12, 1)),
  coded('F24 gzip with garbage behind it', 'ERR_TERM_DECOMPRESS', concat(zipped, [1, 2, 3])),
  coded('F24 gzip that is but its magic', 'ERR_TERM_DECOMPRESS', Uint8Array.of(0x1f, 0x8b, 8)),
  coded('F22 a header of gzip over plain text', 'ERR_TERM_DECOMPRESS', Buffer.from('{}'), 'gzip'),
  coded('F22 gzip in gzip in gzip', 'ERR_TERM_DESERIALIZE', gzipSync(gzipSync(zipped)), 'gzip'),
  row('F22 two codings', 'ERR_TERM_ENCODING', 'probe', {
    body: gzipSync(zipped),
    headers: { 'content-encoding': 'gzip, gzip' },
  }),
  row('F22 an unknown coding', 'ERR_TERM_ENCODING', 'probe', {
    body: '{}',
    headers: { 'content-encoding': 'compress' },
  }),
  coded('F32 invalid UTF-8', 'ERR_TERM_DESERIALIZE', Uint8Array.of(0x22, 0xc3, 0x28, 0x22)),
  coded('F32 malformed JSON', 'ERR_TERM_DESERIALIZE', Buffer.from('{"flags": {broken')),
  coded('F19 the page of a captive portal', 'ERR_TERM_DESERIALIZE', Buffer.from('<html>Please log in')),
]

const trickle: Handler = (_, response) => {
  response.writeHead(200, { 'content-length': 10_000 })
  const dripping = setInterval(() => response.write('x'), 5)
  response.on('close', () => clearInterval(dripping))
}

const connections = [
  row('F04 a reset before the headers', 'ERR_TERM_NETWORK', 'probe', ({ socket }) => {
    socket.resetAndDestroy()
  }),
  row(
    'F04 a reset amid the headers',
    'ERR_TERM_NETWORK',
    'probe',
    raw(`${HEAD}Content-`, { after: 'reset' }),
  ),
  row(
    'F04 a reset amid the body',
    ['ERR_TERM_NETWORK', 'ERR_TERM_TRUNCATED'],
    'download',
    raw(`${HEAD}Content-Length: 90\n\n{`, { after: 'reset' }),
  ),
  row('F04 an end before the headers', 'ERR_TERM_NETWORK', 'probe', hangUp),
  row('F05 silence', 'ERR_TERM_TIMEOUT', 'probe', silence, 'probing'),
  row(
    'F06 a body that stalls',
    'ERR_TERM_TIMEOUT',
    'download',
    raw(`${HEAD}Content-Length: 90\n\n{`, { after: 'silence' }),
  ),
  row('F07 a body that trickles', 'ERR_TERM_TIMEOUT', 'download', trickle, 'downloading'),
]

export const HTTP_FAULTS: readonly HttpFault[] = [...statuses, ...framings, ...codings, ...connections]
