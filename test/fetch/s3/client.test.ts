/** S3 is asked by a client with keys: the caller's, the environment's, or nobody's. @module */

import { createHash } from 'node:crypto'
import { S3Client } from '@aws-sdk/client-s3'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { s3 } from '../../../src/fetch/s3.ts'
import { filesBelow, importsOf } from '../../house/sources.ts'
import { type Origin, serveOrigin } from '../../support/origin.ts'
import { changed, fetchBytes, fetchText, unchanged } from '../../support/probing.ts'
import { guardProcess } from '../../support/process-guard.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'
import { breakOff, fail, failureOf, object, objectFetcher, PATH, SECRET } from '../../support/s3-origin.ts'

guardProcess()
bareAwsEnvironment()

const table = Buffer.alloc(100_000, 'table')

function clientOf({ url }: Pick<Origin, 'url'>): S3Client {
  const client = new S3Client({
    endpoint: url,
    forcePathStyle: true,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDOTHER', secretAccessKey: SECRET },
  })
  onTestFinished(() => client.destroy())
  return client
}

describe("a caller's client", () => {
  test('is asked, and stays open', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table))
    const fetcher = objectFetcher(origin, { client: clientOf(origin) })
    const { known } = await changed(fetcher)
    expect(await fetchBytes(fetcher)).toHaveLength(table.length)
    await fetcher.close?.()
    expect(await unchanged(fetcher, known)).toEqual({ changed: false })
    expect(origin.requests[0]?.headers.authorization).toContain('AKIDOTHER')
  })

  test('takes the rest of a cut body, though it would check each part against the whole', async () => {
    await using origin = await serveOrigin()
    const headers = { 'x-amz-checksum-sha1': createHash('sha1').update(table).digest('base64') }
    const cut = object(table, { headers, send: breakOff(50_000, 'reset') })
    origin.reply(PATH, cut, object(table, { headers }))
    const bytes = await fetchBytes(objectFetcher(origin, { client: clientOf(origin) }))
    expect(Buffer.compare(bytes, table)).toBe(0)
    expect(origin.requests).toHaveLength(2)
  })

  test('is not moved to another region', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, fail(301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': 'eu-west-1' } }))
    const client = clientOf(origin)
    const error = await failureOf(changed(objectFetcher(origin, { client })))
    expect(error).toMatchObject({ code: 'ERR_TERM_REDIRECT', status: 301 })
    expect(await client.config.region()).toBe('us-east-1')
  })
})

describe('the environment', () => {
  test('gives keys, region and endpoint', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table))
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDENV')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET)
    vi.stubEnv('AWS_SESSION_TOKEN', 'token')
    vi.stubEnv('AWS_DEFAULT_REGION', 'eu-west-1')
    vi.stubEnv('AWS_ENDPOINT_URL_S3', origin.url)
    const fetcher = s3({ bucket: 'prices', key: 'table.json', forcePathStyle: true })
    onTestFinished(() => fetcher.close?.())
    expect(await fetchText(fetcher)).toBe(String(table))
    expect(origin.requests[0]?.headers.authorization).toMatch(/AKIDENV\/\d+\/eu-west-1/)
    expect(origin.requests[0]?.headers['x-amz-security-token']).toBe('token')
  })

  test('does not send one source to the endpoint of another', async () => {
    await using origin = await serveOrigin()
    await using other = await serveOrigin()
    for (const each of [origin, other]) each.reply(PATH, object(table))
    vi.stubEnv('AWS_ENDPOINT_URL_S3', other.url)
    await changed(objectFetcher(origin))
    expect([origin.requests.length, other.requests.length]).toEqual([1, 0])
  })

  test('without keys is a lack of permission', async () => {
    await using origin = await serveOrigin()
    const error = await failureOf(changed(objectFetcher(origin, { credentials: undefined })))
    expect(error).toMatchObject({ code: 'ERR_TERM_DENIED', stage: 'probe' })
    expect(origin.connections).toBe(0)
  })
})

describe('credentials', () => {
  test('from a function are asked for again when they expire', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table))
    let asked = 0
    const credentials = async () => ({
      accessKeyId: `AKID${++asked}`,
      secretAccessKey: SECRET,
      expiration: new Date(0),
    })
    const fetcher = objectFetcher(origin, { credentials })
    await changed(fetcher)
    await changed(fetcher)
    const [first, second] = origin.requests.map(
      ({ headers }) => /AKID\d+/.exec(headers.authorization ?? '')?.[0],
    )
    expect(second).not.toBe(first)
  })

  test('that never come end with the headers', async () => {
    await using origin = await serveOrigin()
    const credentials = () => new Promise<never>(() => {})
    const error = await failureOf(changed(objectFetcher(origin, { credentials, timeouts: { headers: 50 } })))
    expect(error).toMatchObject({ code: 'ERR_TERM_TIMEOUT', stage: 'probe' })
  })
})

test('the SDK is loaded with the first probe, not with the fetcher', () => {
  const files = ['src/fetch/s3.ts', ...filesBelow('src/fetch/s3')]
  const imports = files
    .flatMap((file) => importsOf(file))
    .filter(({ specifier }) => specifier.startsWith('@aws-sdk'))
  expect(imports.filter(({ typeOnly }) => !typeOnly)).toEqual([expect.objectContaining({ lazy: true })])
})

test('a package that is not there is told by its name', async () => {
  vi.doMock('@aws-sdk/client-s3', () => {
    throw new Error('Cannot find package')
  })
  onTestFinished(() => void vi.doUnmock('@aws-sdk/client-s3'))
  const error = await failureOf(changed(objectFetcher({ url: 'http://127.0.0.1:9' })))
  expect(error).toMatchObject({ code: 'ERR_TERM_SETUP', stage: 'probe' })
  expect(error.message).toContain('@aws-sdk/client-s3')
})
