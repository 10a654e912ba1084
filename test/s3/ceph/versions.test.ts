/** What a real S3 server says of an object that stays, changes, goes and comes back. @module */

import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { type Bucket, ceph, cephFetcher, makeBucket } from '../../support/ceph.ts'
import { changed, contextOf, fetchBytes, fetchText, unchanged } from '../../support/probing.ts'
import { guardProcess } from '../../support/process-guard.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'
import { failureOf } from '../../support/s3-origin.ts'

guardProcess()
bareAwsEnvironment()

const describeWithCeph = describe.skipIf(ceph === undefined)

describeWithCeph.each([false, true])('an object in a bucket (versioned: %s)', (versioned) => {
  test('is confirmed by its ETag, and taken again when it has changed', async () => {
    const bucket = await makeBucket({ versioned })
    const { etag, versionId } = await bucket.put('table', 'one')
    const fetcher = cephFetcher(bucket)
    const first = await changed(fetcher)
    expect(first).toMatchObject({ version: etag, size: 3, known: { etag } })
    expect(first.known?.versionId).toBe(versionId)
    expect(await unchanged(fetcher, first.known)).toEqual({ changed: false })
    const { etag: next } = await bucket.put('table', 'two')
    const second = await changed(fetcher, first.known)
    expect(second.version).toBe(next)
    expect(await fetchText(fetcher)).toBe('two')
  })

  test('is confirmed by its date where the ETag is not known', async () => {
    const bucket = await makeBucket({ versioned })
    await bucket.put('table', 'one')
    const fetcher = cephFetcher(bucket)
    const { resource, lastModified } = (await changed(fetcher)).known as Record<string, string>
    if (resource === undefined || lastModified === undefined) throw new Error('Ceph tells both')
    expect(await unchanged(fetcher, { resource, lastModified })).toEqual({ changed: false })
  })

  test('that is gone is not there, and taken again when it is back', async () => {
    const bucket = await makeBucket({ versioned })
    await bucket.put('table', 'one')
    const fetcher = cephFetcher(bucket)
    const { known } = await changed(fetcher)
    await bucket.remove('table')
    expect(await failureOf(changed(fetcher, known))).toMatchObject({
      code: 'ERR_TERM_NOT_FOUND',
      status: 404,
    })
    await bucket.put('table', 'two')
    expect(await fetchText(fetcher)).toBe('two')
  })

  test('with a key full of signs is found', async () => {
    const bucket = await makeBucket({ versioned })
    const key = "a b/ü+%20?x=1&y='#.json"
    await bucket.put(key, 'signs')
    expect(await fetchText(cephFetcher(bucket, { key }))).toBe('signs')
  })
})

describeWithCeph('a version', () => {
  test('stays what it is when the object has changed or is gone', async () => {
    const bucket = await makeBucket({ versioned: true })
    const { versionId } = await bucket.put('table', 'one')
    await bucket.put('table', 'two')
    await bucket.remove('table')
    const fetcher = cephFetcher(bucket, { versionId })
    expect(await fetchText(fetcher)).toBe('one')
    const { known } = await changed(fetcher)
    expect(await unchanged(fetcher, known)).toEqual({ changed: false })
  })

  test('that never was is not there', async () => {
    const bucket = await makeBucket({ versioned: true })
    await bucket.put('table', 'one')
    const fetcher = cephFetcher(bucket, { versionId: 'abcdefghijklmnopqrstuvwxyz01234' })
    expect(await failureOf(changed(fetcher))).toMatchObject({ stage: 'probe', status: expect.any(Number) })
  })
})

const PART_BYTES = 5 * 2 ** 20

/** Uploads an object in parts, and resolves with its ETag, which Ceph tells only afterwards. */
async function uploadInParts(
  { name: Bucket, client }: Bucket,
  bodies: readonly Uint8Array[],
): Promise<string> {
  const object = { Bucket, Key: 'table' }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(object))
  const Parts = await Promise.all(
    bodies.map(async (Body, at) => {
      const part = { ...object, UploadId, PartNumber: at + 1, Body }
      const { ETag } = await client.send(new UploadPartCommand(part))
      return { ETag, PartNumber: part.PartNumber }
    }),
  )
  await client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }))
  return (await client.send(new HeadObjectCommand(object))).ETag ?? ''
}

describeWithCeph('an object that was uploaded in parts', () => {
  test('has an ETag that is no digest, and is confirmed by it', async () => {
    const bucket = await makeBucket()
    const bodies = [Buffer.alloc(PART_BYTES, 'a'), Buffer.from('the end')]
    const etag = await uploadInParts(bucket, bodies)
    expect(etag).toMatch(/^"[0-9a-f]{32}-2"$/)
    const fetcher = cephFetcher(bucket)
    const context = contextOf({ maxBytes: 2 * PART_BYTES })
    const { known, version } = await changed(fetcher, undefined, context)
    expect(version).toBe(etag)
    expect(await unchanged(fetcher, known, context)).toEqual({ changed: false })
    const bytes = await fetchBytes(fetcher, context)
    expect(Buffer.compare(bytes, Buffer.concat(bodies))).toBe(0)
  })
})
