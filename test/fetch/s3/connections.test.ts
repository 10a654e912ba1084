/** What S3 does on its connections: nothing hangs, and every socket is let go. @module */

import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { hangUp, raw, serveOrigin, silence } from '../../support/origin.ts'
import { changed, contextOf, fetchBytes, fetchText, unchanged } from '../../support/probing.ts'
import { guardProcess } from '../../support/process-guard.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'
import { breakOff, fail, failureOf, object, objectFetcher, PATH } from '../../support/s3-origin.ts'
import { selfSigned, serveTls } from '../../support/tls.ts'

guardProcess()
bareAwsEnvironment()

const table = Buffer.alloc(2 ** 20, 'x')

test('an origin that is not there is told at once', async () => {
  const gone = await serveOrigin()
  await gone.close()
  const error = await failureOf(changed(objectFetcher(gone)))
  expect(error).toMatchObject({ code: 'ERR_TERM_NETWORK', stage: 'probe' })
  expect(error.message).toContain('ECONNREFUSED')
})

test('a host without an address is told from a refusal', async () => {
  const error = await failureOf(changed(objectFetcher({ url: 'http://nobody.invalid' })))
  expect(error).toMatchObject({ code: 'ERR_TERM_DNS', stage: 'probe' })
})

test('an endpoint of TLS that is asked without it is told as that', async () => {
  await using server = await serveTls(selfSigned(), (_, response) => response.end())
  const error = await failureOf(changed(objectFetcher({ url: `http://127.0.0.1:${server.port}` })))
  expect(error.message).toMatch(/ at 127\.0\.0\.1:\d+\): is it https\?$/)
})

test.each([
  ['a reset before the headers', hangUp],
  ['a reset amid the headers', raw('HTTP/1.1 200 OK\nContent-', { after: 'reset' })],
])('%s is a failure of the network, and not asked for twice', async (_, answer) => {
  await using origin = await serveOrigin()
  origin.reply(PATH, answer)
  expect(await failureOf(changed(objectFetcher(origin)))).toMatchObject({ code: 'ERR_TERM_NETWORK' })
  expect(origin.requests).toHaveLength(1)
})

test('headers that do not come end the probe', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, silence)
  const error = await failureOf(changed(objectFetcher(origin, { timeouts: { headers: 60 } })))
  expect(error).toMatchObject({ code: 'ERR_TERM_TIMEOUT', stage: 'probe' })
  await origin.drained()
})

test('a connection that died between two probes costs nobody anything', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, object(table), hangUp, object(table))
  const fetcher = objectFetcher(origin)
  const { known, open } = await changed(fetcher)
  for await (const _ of open(new AbortController().signal) as AsyncIterable<Uint8Array>);
  expect(await unchanged(fetcher, known)).toEqual({ changed: false })
  expect(origin.requests.map(({ connection }) => connection)).toEqual([1, 1, 2])
})

test('a connection that dies twice is a failure', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, object(table), hangUp)
  const fetcher = objectFetcher(origin)
  await fetchBytes(fetcher)
  expect(await failureOf(changed(fetcher))).toMatchObject({ code: 'ERR_TERM_NETWORK' })
  expect(origin.requests).toHaveLength(3)
})

test('a refusal leaves the connection to the next probe', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, fail(404, 'NoSuchKey'), fail(403, 'AccessDenied'), fail(503, 'SlowDown'), object(table))
  const fetcher = objectFetcher(origin)
  for (let refused = 0; refused < 3; refused++) await failureOf(changed(fetcher))
  await fetchBytes(fetcher)
  expect(origin.connections).toBe(1)
})

test('a probe that is called off lets its socket go', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, silence)
  const controller = new AbortController()
  const probe = failureOf(changed(objectFetcher(origin), undefined, contextOf({ signal: controller.signal })))
  await origin.received(1)
  controller.abort()
  expect(await probe).toMatchObject({ code: 'ERR_TERM_ABORTED' })
  await origin.drained()
})

test('an attempt that is called off before it begins asks nothing', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, object(table))
  const error = await failureOf(
    changed(objectFetcher(origin), undefined, contextOf({ signal: AbortSignal.abort() })),
  )
  expect(error).toMatchObject({ code: 'ERR_TERM_ABORTED' })
  expect(origin.connections).toBe(0)
})

test('a body that is called off lets its socket go', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, object(table, { send: breakOff(1_000, 'stall') }))
  const controller = new AbortController()
  const body = (await changed(objectFetcher(origin))).open(controller.signal) as AsyncIterable<Uint8Array>
  const error = failureOf(
    (async () => {
      for await (const _ of body) controller.abort()
    })(),
  )
  expect(await error).toMatchObject({ code: 'ERR_TERM_ABORTED', stage: 'download' })
  await origin.drained()
})

test('a reader that leaves early lets the socket go', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, object(table, { send: breakOff(1_000, 'stall') }))
  const { open } = await changed(objectFetcher(origin))
  for await (const _ of open(new AbortController().signal) as AsyncIterable<Uint8Array>) break
  await origin.drained()
})

test('bodies that nobody opens block nobody: sixty of them, and then a good one', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, object(table))
  const fetcher = objectFetcher(origin)
  for (let unread = 0; unread < 60; unread++) {
    const controller = new AbortController()
    await changed(fetcher, undefined, contextOf({ signal: controller.signal }))
    controller.abort()
  }
  expect(await fetchText(fetcher)).toHaveLength(table.length)
  await fetcher.close?.()
  await origin.drained()
})

test('closing lets idle connections go, and the next probe makes new ones', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, object(table))
  const fetcher = objectFetcher(origin)
  await fetcher.init?.(contextOf())
  await fetchBytes(fetcher)
  await fetcher.close?.()
  await origin.drained()
  await fetcher.init?.(contextOf())
  await fetchBytes(fetcher)
  expect(origin.connections).toBe(2)
})

test('the first of two users that closes leaves the connections to the other', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, object(table))
  const fetcher = objectFetcher(origin)
  await fetcher.init?.(contextOf())
  await fetcher.init?.(contextOf())
  await fetchBytes(fetcher)
  await fetcher.close?.()
  await fetchBytes(fetcher)
  expect(origin.connections).toBe(1)
})

test('P15: a hundred objects of one bucket come over 16 connections at most, and one that is closed takes none from the others', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, async (_, response) => {
    await delay(5)
    response.setHeader('etag', '"1"').end('fine')
  })
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
  const fetchers = Array.from({ length: 100 }, () => objectFetcher(origin, { credentials }))
  for (const fetcher of fetchers) await fetcher.init?.(contextOf())
  await Promise.all(fetchers.map((fetcher) => fetchText(fetcher)))
  expect(origin.connections).toBeLessThanOrEqual(16)
  const before = origin.connections
  for (const fetcher of fetchers.slice(1)) await fetcher.close?.()
  expect(await fetchText(fetchers[0] as never)).toBe('fine')
  expect(origin.connections).toBe(before)
  await fetchers[0]?.close?.()
  await origin.drained()
})
