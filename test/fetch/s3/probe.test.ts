/** What a probe of S3 asks, and what it makes of a good answer. @module */

import { describe, expect, test } from 'vitest'
import type { Known } from '../../../src/fetch/fetcher.ts'
import { serveOrigin } from '../../support/origin.ts'
import { changed, fetchText, unchanged } from '../../support/probing.ts'
import { guardProcess } from '../../support/process-guard.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'
import { etagOf, failureOf, object, objectFetcher, PATH } from '../../support/s3-origin.ts'

guardProcess()
bareAwsEnvironment()

const table = Buffer.from('{"EUR":1}')
const newer = Buffer.from('{"EUR":2}')

describe('an object', () => {
  test('costs one request to take and one to confirm, on one connection', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table))
    const fetcher = objectFetcher(origin)
    const first = await changed(fetcher)
    expect(first).toMatchObject({ version: etagOf(table), size: table.byteLength, encoding: undefined })
    for await (const _ of first.open(new AbortController().signal) as AsyncIterable<Uint8Array>);
    for (let confirmed = 0; confirmed < 3; confirmed++) {
      expect(await unchanged(fetcher, first.known)).toEqual({ changed: false })
    }
    expect(origin.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'GET'])
    expect(origin.requests[3]?.headers['if-none-match']).toBe(etagOf(table))
    expect(origin.connections).toBe(1)
  })

  test('is taken again when it has changed', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table))
    const fetcher = objectFetcher(origin)
    const { known } = await changed(fetcher)
    origin.reply(PATH, object(newer))
    const second = await changed(fetcher, known)
    expect(second.known).toMatchObject({ etag: etagOf(newer) })
  })

  test('tells what is known of it, as plain JSON', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table, { headers: { 'x-amz-version-id': 'v1' } }))
    const { known } = await changed(objectFetcher(origin))
    expect(known).toEqual({
      resource: expect.stringMatching(/^[\w-]{22}$/),
      etag: etagOf(table),
      lastModified: 'Sun, 01 Nov 2026 10:00:00 GMT',
      versionId: 'v1',
    })
    expect(JSON.parse(JSON.stringify(known))).toEqual(known)
  })

  test('says how it is coded, but not how it was uploaded', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table, { headers: { 'content-encoding': 'aws-chunked, gzip' } }))
    expect(await changed(objectFetcher(origin))).toMatchObject({ encoding: 'gzip' })
  })

  test('of a certain version is asked for by its id', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table))
    expect(await fetchText(objectFetcher(origin, { versionId: 'v/1' }))).toBe(String(table))
    expect(origin.requests[0]?.path).toContain('versionId=v%2F1')
  })

  test('comes in chunks of unknown number when S3 tells no length', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, { headers: { 'transfer-encoding': 'chunked', etag: '"a"' }, body: table })
    expect(await fetchText(objectFetcher(origin))).toBe(String(table))
  })
})

describe('validators', () => {
  const conditionsOf = async (elsewhere: Parameters<typeof objectFetcher>[1]) => {
    await using origin = await serveOrigin()
    await using other = await serveOrigin()
    for (const each of [origin, other]) {
      for (const path of [PATH, '/prices/other.json', '/other/table.json']) each.reply(path, object(table))
    }
    const { known } = await changed(objectFetcher(origin))
    const there = elsewhere?.endpoint === 'other' ? { endpoint: other.url } : elsewhere
    await changed(objectFetcher(origin, there), known)
    const headers = [...origin.requests.slice(1), ...other.requests][0]?.headers
    expect(headers?.host).toBeDefined()
    return [headers?.['if-none-match'], headers?.['if-modified-since']]
  }

  test.each([{ key: 'other.json' }, { bucket: 'other' }, { versionId: 'v1' }, { endpoint: 'other' }])(
    'of one object are not sent to %o',
    async (elsewhere) => {
      expect(await conditionsOf(elsewhere)).toEqual([undefined, undefined])
    },
  )

  test('fall back to the date without an ETag', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table))
    const fetcher = objectFetcher(origin)
    const { etag: _, ...known } = (await changed(fetcher)).known as Known & { etag: string }
    await changed(fetcher, known)
    expect(origin.requests[1]?.headers['if-modified-since']).toBe('Sun, 01 Nov 2026 10:00:00 GMT')
  })

  test.each(['*', 'a\nb', '', 7])('that no store gives (%j) are not sent', async (etag) => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table))
    const fetcher = objectFetcher(origin)
    const { known } = await changed(fetcher)
    await changed(fetcher, { ...(known as Known), etag, lastModified: '' })
    expect(origin.requests[1]?.headers['if-none-match']).toBeUndefined()
  })

  test('that are a date alone are not confirmed by a 304 of another date', async () => {
    await using origin = await serveOrigin()
    const older = { 'last-modified': 'Mon, 06 May 2024 10:00:00 GMT' }
    const date = { 'last-modified': 'Tue, 07 May 2024 10:00:00 GMT' }
    origin.reply(
      PATH,
      { body: table, headers: date },
      { status: 304, headers: older },
      { body: newer, headers: older },
    )
    const fetcher = objectFetcher(origin)
    const next = await changed(fetcher, (await changed(fetcher)).known)
    expect(next).toMatchObject({ version: older['last-modified'], strong: false })
    expect(origin.requests.map(({ headers }) => headers['if-modified-since'])).toEqual([
      undefined,
      date['last-modified'],
      undefined,
    ])
  })

  test('that are a strong ETag are confirmed whatever the date, since a copy onto itself changes only that', async () => {
    await using origin = await serveOrigin()
    const headers = { etag: etagOf(table), 'last-modified': 'Wed, 08 May 2024 10:00:00 GMT' }
    origin.reply(PATH, object(table), { status: 304, headers })
    const fetcher = objectFetcher(origin)
    await unchanged(fetcher, (await changed(fetcher)).known)
  })

  test.each<[string, Record<string, string>, string, boolean]>([
    ['a strong ETag', { etag: '"a"', 'x-amz-version-id': 'v1' }, '"a"', true],
    ['a weak ETag', { etag: 'W/"a"', 'x-amz-version-id': 'v1' }, 'W/"a"', false],
    ['a version id', { 'x-amz-version-id': 'v1' }, 'v1', true],
    [
      'the id of what has no version',
      { 'x-amz-version-id': 'null', 'last-modified': 'Mon, 06 May 2024 10:00:00 GMT' },
      'Mon, 06 May 2024 10:00:00 GMT',
      false,
    ],
  ])('name a version by %s', async (_, headers, version, strong) => {
    await using origin = await serveOrigin()
    origin.reply(PATH, { body: table, headers })
    expect(await changed(objectFetcher(origin))).toMatchObject({ version, strong })
  })

  test('confirmed for another version bring the whole object', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table), { status: 304, headers: { etag: '"another"' } }, object(newer))
    const fetcher = objectFetcher(origin)
    const { known } = await changed(fetcher)
    expect((await changed(fetcher, known)).version).toBe(etagOf(newer))
    expect(origin.requests[2]?.headers['if-none-match']).toBeUndefined()
  })

  test('that nobody sent are not confirmed', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, { status: 304, headers: { etag: '"a"' } })
    const error = await failureOf(changed(objectFetcher(origin)))
    expect(error).toMatchObject({ code: 'ERR_TERM_PROTOCOL', status: 304, stage: 'probe' })
  })
})
