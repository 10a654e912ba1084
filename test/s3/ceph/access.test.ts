/** A real S3 server checks signatures: who asks with a wrong one gets nothing, and no message tells a secret. @module */

import { describe, expect, test } from 'vitest'
import { type Ceph, ceph, cephClient, cephFetcher, makeBucket } from '../../support/ceph.ts'
import { presign } from '../../support/presign.ts'
import { changed, fetchText, httpFetcher, unchanged } from '../../support/probing.ts'
import { guardProcess } from '../../support/process-guard.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'
import { failureOf, SECRET } from '../../support/s3-origin.ts'

guardProcess()
bareAwsEnvironment()

const describeWithCeph = describe.skipIf(ceph === undefined)

describeWithCeph('keys', () => {
  const { accessKeyId = '', secretAccessKey = '' } = ceph?.credentials ?? {}

  test.each([
    ['with a wrong secret', { accessKeyId, secretAccessKey: SECRET }, 'SignatureDoesNotMatch'],
    ['that nobody has', { accessKeyId: 'AKIDTEST', secretAccessKey: SECRET }, 'InvalidAccessKeyId'],
  ])('%s are refused', async (_, credentials, name) => {
    const bucket = await makeBucket()
    await bucket.put('table', 'one')
    const error = await failureOf(changed(cephFetcher(bucket, { credentials })))
    expect(error).toMatchObject({ code: 'ERR_TERM_DENIED', status: 403, patient: true })
    expect(error.message).toContain(`S3 answered 403 (${name} at `)
  })

  test("of a caller's client are used", async () => {
    const bucket = await makeBucket()
    await bucket.put('table', 'one')
    const own = { endpoint: undefined, region: undefined, credentials: undefined }
    expect(await fetchText(cephFetcher(bucket, { ...own, client: cephClient() }))).toBe('one')
    const client = cephClient({ credentials: { accessKeyId, secretAccessKey: SECRET } })
    expect(await failureOf(changed(cephFetcher(bucket, { ...own, client })))).toMatchObject({ status: 403 })
  })

  test('do not help where there is no bucket', async () => {
    const error = await failureOf(changed(cephFetcher({ ...(await makeBucket()), name: 'nobody-has-it' })))
    expect(error).toMatchObject({ code: 'ERR_TERM_NOT_FOUND', status: 404 })
    expect(error.message).toContain('NoSuchBucket')
  })

  test('never leave the process', () => {
    expect(JSON.stringify(cephFetcher({ name: 'b' } as never))).not.toContain(secretAccessKey)
  })
})

describeWithCeph('a presigned URL', () => {
  const urlOf = async (expires = 60) => {
    const bucket = await makeBucket()
    await bucket.put('table', 'one')
    return { bucket, url: presign(ceph as Ceph, { path: `/${bucket.name}/table`, expires }) }
  }

  test('is fetched and confirmed over plain HTTP', async () => {
    const { bucket, url } = await urlOf()
    const fetcher = httpFetcher(url)
    const { known } = await changed(fetcher)
    expect(await unchanged(fetcher, known)).toMatchObject({ changed: false })
    await bucket.put('table', 'two')
    await changed(fetcher, known)
    expect(await fetchText(fetcher)).toBe('two')
    expect(fetcher.name).not.toContain('X-Amz')
  })

  test('that somebody has changed is refused, and repeated nowhere', async () => {
    const { url } = await urlOf()
    url.searchParams.set('X-Amz-Expires', '61')
    const error = await failureOf(changed(httpFetcher(url)))
    expect(error).toMatchObject({ code: 'ERR_TERM_DENIED', status: 403 })
    expect(error.message).not.toContain(url.searchParams.get('X-Amz-Signature'))
  })

  test('that is too old is refused', async () => {
    const { url } = await urlOf(-1)
    expect(await failureOf(changed(httpFetcher(url)))).toMatchObject({ code: 'ERR_TERM_DENIED', status: 403 })
  })
})
