/** Plain HTTP with the body before as a dictionary (RFC 9842): asked for where the origin has offered it, read, and never needed. @module */

import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { http, remoteTerm, supervise } from '../../../src/index.ts'
import { patch, rowsWith } from '../../support/deltas.ts'
import { until } from '../../support/fleets.ts'
import { hearing } from '../../support/hearing.ts'
import { folderOfTest } from '../../support/keepsakes.ts'
import { type Origin, serveOrigin } from '../../support/origin.ts'

const [OLD, NEW] = [rowsWith(-1), rowsWith(777)]
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const MAGIC = Buffer.from([0x5e, 0x2a, 0x4d, 0x18, 0x20, 0, 0, 0])
const dcz = (from: Uint8Array, to: Uint8Array, named = from) =>
  Buffer.concat([MAGIC, digest(named), patch(from, to)])

let origin: Origin
beforeAll(async () => {
  origin = await serveOrigin()
})
afterAll(() => origin.close())

let live: Buffer
let packed: () => Buffer
let offer: string
/** Answers in place of the body of that coding. */
let inPlace: ((response: ServerResponse) => void) | undefined
beforeEach(() => {
  inPlace = undefined
  live = OLD
  packed = () => dcz(OLD, NEW)
  offer = 'match="/prices*", id="v1"'
})

/** What an origin does that speaks it: to who has the dictionary that it knows, a body of that coding. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const { headers } = request
  const etag = `"${digest(live).toString('hex').slice(0, 8)}"`
  response.setHeader('etag', etag)
  response.setHeader('vary', 'accept-encoding, available-dictionary')
  if (offer !== '') response.setHeader('use-as-dictionary', offer)
  if (headers['if-none-match'] === etag) return void response.writeHead(304).end()
  const isKnown = headers['available-dictionary'] === `:${digest(OLD).toString('base64')}:`
  if (live !== NEW || !isKnown || !/\bdcz\b/.test(String(headers['accept-encoding'])))
    return void whole(request, response)
  if (inPlace) return void inPlace(response)
  response.setHeader('content-encoding', 'dcz')
  response.end(packed())
}

let isCompressed = false
function whole({ headers }: IncomingMessage, response: ServerResponse): void {
  if (!isCompressed || !/\bgzip\b/.test(String(headers['accept-encoding']))) return void response.end(live)
  response.setHeader('content-encoding', 'gzip')
  response.end(gzipSync(live))
}

async function keeping(path: string, options = { dictionary: true }) {
  origin.reply(path, answer)
  const prices = remoteTerm({
    name: 'prices',
    fetcher: http(`${origin.url}${path}`, options),
    refreshInterval: null,
    keepsake: { dir: await folderOfTest() },
    deserialize: (bytes: Uint8Array) => {
      JSON.parse(Buffer.from(bytes).toString())
      return Buffer.from(bytes)
    },
  })
  const observer = hearing()
  const tree = await supervise({ prices }, { observers: [observer] })
  onTestFinished(() => tree.stop())
  await until(() => expect(observer.of('keepsake.written')).toHaveLength(1))
  const seen = () => origin.requests.filter((one) => one.path === path)
  const refresh = async () => {
    await prices.refresh()
    expect((prices.get() as Buffer).equals(live)).toBe(true)
  }
  return { observer, seen, refresh, prices }
}

test('the body that is kept is named, and the next one is made of it', async () => {
  const { observer, seen, refresh } = await keeping('/prices-1')
  await refresh()
  live = NEW
  await refresh()
  const { headers } = seen().at(-1) ?? { headers: {} }
  expect(headers).toMatchObject({
    'available-dictionary': `:${digest(OLD).toString('base64')}:`,
    'dictionary-id': '"v1"',
    'accept-encoding': expect.stringMatching(/, dcz$/),
  })
  expect(observer.of('delta.used')).toMatchObject([{ of: 'bytes', from: digest(OLD).toString('hex') }])
  expect(seen()).toHaveLength(3)
})

test.each<[string, () => Buffer]>([
  ['of another dictionary', () => dcz(OLD, NEW, NEW)],
  ['that is cut short', () => dcz(OLD, NEW).subarray(0, -5)],
  ['without its header', () => patch(OLD, NEW)],
  ['that is empty below its header', () => Buffer.concat([MAGIC, digest(OLD)])],
])('a body %s is asked for whole, and no more by that dictionary', async (_, broken) => {
  packed = broken
  const { observer, seen, refresh } = await keeping('/prices-2')
  const before = seen().length
  live = NEW
  await refresh()
  expect(observer.of('delta.failed')).toMatchObject([{ of: 'bytes' }])
  expect(
    seen()
      .slice(before)
      .map(({ headers }) => 'available-dictionary' in headers),
  ).toEqual([true, false])
})

test('the whole after a body that cannot be read was asked for without any coding', async () => {
  packed = () => dcz(OLD, NEW, NEW)
  isCompressed = true
  onTestFinished(() => {
    isCompressed = false
  })
  const { seen, refresh } = await keeping('/prices-4')
  live = NEW
  await refresh()
  const accepted = seen().map(({ headers }) => String(headers['accept-encoding']))
  expect(accepted.at(-2)).toBe(`${accepted.at(-1)}, dcz`)
})

const coded = (coding: string, body: () => Uint8Array) => (response: ServerResponse) => {
  response.setHeader('content-encoding', coding)
  response.end(body())
}

test.each<[string, (response: ServerResponse) => void]>([
  ['status 500', (response) => void response.writeHead(500).end()],
  ['status 415', (response) => void response.writeHead(415).end()],
  ['a lost connection', (response) => void response.destroy()],
  ['no byte of a body', coded('dcz', () => Buffer.alloc(0))],
  ['a coding that nobody asked for', coded('dcb', () => dcz(OLD, NEW))],
  ['two codings', coded('dcz, gzip', () => gzipSync(dcz(OLD, NEW)))],
  ['another label', coded('gzip', () => dcz(OLD, NEW))],
  ['no label', (response) => void response.end(dcz(OLD, NEW))],
])('a dictionary that was answered by %s was named again for ever', async (_, broken) => {
  inPlace = broken
  const { observer, seen, refresh, prices } = await keeping('/prices-5')
  const before = seen().length
  live = NEW
  await prices.refresh().catch(() => {})
  await refresh()
  const named = seen()
    .slice(before)
    .map(({ headers }) => 'available-dictionary' in headers)
  // A connection that was lost is tried once more at once.
  expect(named.filter(Boolean).length).toBeLessThanOrEqual(2)
  expect(named.at(-1)).toBe(false)
  expect(observer.of('delta.failed')).toMatchObject([{ of: 'bytes', from: digest(OLD).toString('hex') }])
})

test.each<[string, string, { dictionary: boolean }]>([
  ['it is not asked for', 'match="/prices*"', { dictionary: false }],
  ['the origin has offered none', '', { dictionary: true }],
  ['it is one for other addresses', 'match="/words/*"', { dictionary: true }],
  ['it is one of another type', 'match="/prices*", type=trained', { dictionary: true }],
])('no dictionary is named where %s', async (_, offered, options) => {
  offer = offered
  const { seen, refresh } = await keeping('/prices-3', options)
  live = NEW
  await refresh()
  expect(seen().filter(({ headers }) => 'available-dictionary' in headers)).toEqual([])
})
