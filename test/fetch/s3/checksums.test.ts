/** The checksum that S3 knows has the last word on a body, in one part or in several. @module */

import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { crc32c, crc64nvme } from '../../../src/fetch/s3/crc.ts'
import { raw, serveOrigin } from '../../support/origin.ts'
import { fetchBytes } from '../../support/probing.ts'
import { guardProcess } from '../../support/process-guard.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'
import { breakOff, failureOf, object, objectFetcher, PATH } from '../../support/s3-origin.ts'

guardProcess()
bareAwsEnvironment()

const table = Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7) % 251))
const HALF = 20_000

const hash = (algorithm: string) => createHash(algorithm).update(table).digest('base64')
const counted = (make: typeof crc32c) => {
  const running = make()
  running.update(table)
  return running.digest()
}
const crc32Bytes = Buffer.alloc(4)
crc32Bytes.writeUInt32BE(crc32(table))

const SUMS = [
  ['crc32', crc32Bytes.toString('base64')],
  ['crc32c', counted(crc32c)],
  ['crc64nvme', counted(crc64nvme)],
  ['sha1', hash('sha1')],
  ['sha256', hash('sha256')],
  ['sha512', hash('sha512')],
  ['md5', hash('md5')],
] as const

const wrong = (sum: string) => (sum.startsWith('A') ? `B${sum.slice(1)}` : `A${sum.slice(1)}`)

describe.each(SUMS)('%s', (name, sum) => {
  const headers = { [`x-amz-checksum-${name}`]: sum, 'x-amz-checksum-type': 'FULL_OBJECT' }
  const lies = { ...headers, [`x-amz-checksum-${name}`]: wrong(sum) }

  test('lets the right bytes pass', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table, { headers }))
    expect(Buffer.compare(await fetchBytes(objectFetcher(origin)), table)).toBe(0)
    expect(origin.requests[0]?.headers['x-amz-checksum-mode']).toBe('ENABLED')
  })

  test('lets the right bytes pass that came in two parts, each with the checksum of the whole', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table, { headers, send: breakOff(HALF, 'reset') }), object(table, { headers }))
    expect(Buffer.compare(await fetchBytes(objectFetcher(origin)), table)).toBe(0)
    expect(origin.requests).toHaveLength(2)
  })

  test('stops wrong bytes, and asks for no more of them', async () => {
    await using origin = await serveOrigin()
    origin.reply(PATH, object(table, { headers: lies }))
    const error = await failureOf(fetchBytes(objectFetcher(origin)))
    expect(error).toMatchObject({ code: 'ERR_TERM_DIGEST', stage: 'download' })
    expect(origin.requests).toHaveLength(1)
  })

  test('stops wrong bytes that came in two parts', async () => {
    await using origin = await serveOrigin()
    const cut = object(table, { headers: lies, send: breakOff(HALF, 'end') })
    origin.reply(PATH, cut, object(table, { headers }))
    expect(await failureOf(fetchBytes(objectFetcher(origin)))).toMatchObject({ code: 'ERR_TERM_DIGEST' })
  })
})

test.each([
  { 'x-amz-checksum-crc32': 'AAAAAA==-2', 'x-amz-checksum-type': 'COMPOSITE' },
  { 'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-checksum-type': 'COMPOSITE' },
  { 'x-amz-checksum-xxhash3': 'AAAAAAAAAAA=' },
])('a checksum that can not be counted is passed by: %o', async (headers) => {
  await using origin = await serveOrigin()
  origin.reply(PATH, object(table, { headers }))
  expect(await fetchBytes(objectFetcher(origin))).toHaveLength(table.length)
})

const unframed = (sum: string) =>
  raw(`HTTP/1.1 200 OK\nETag: "a"\nx-amz-checksum-crc32: ${sum}\nConnection: close\n\n123456789`)

test('a body without a length is taken where its checksum proves that it is whole', async () => {
  await using origin = await serveOrigin()
  origin.reply(PATH, unframed('y/Q5Jg=='), unframed('AAAAAA=='))
  const fetcher = objectFetcher(origin)
  expect(String(Buffer.from(await fetchBytes(fetcher)))).toBe('123456789')
  expect(await failureOf(fetchBytes(fetcher))).toMatchObject({ code: 'ERR_TERM_DIGEST' })
})

describe('a digest in the trailers of a cache before S3', () => {
  const reprDigest = (bytes: Uint8Array) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`

  const fetched = async (announced: string, digest: string) => {
    await using origin = await serveOrigin()
    origin.reply(PATH, (_, response) => {
      response.writeHead(200, { trailer: announced })
      response.write(table)
      response.addTrailers({ 'repr-digest': digest })
      response.end()
    })
    return await fetchBytes(objectFetcher(origin))
  }

  test('lets the right bytes pass', async () => {
    expect(Buffer.compare(await fetched('Repr-Digest', reprDigest(table)), table)).toBe(0)
  })

  test('stops wrong bytes', async () => {
    const work = fetched('Repr-Digest', reprDigest(Buffer.from('others')))
    expect(await failureOf(work)).toMatchObject({ code: 'ERR_TERM_DIGEST' })
  })
})
