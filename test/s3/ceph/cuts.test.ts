/** A gateway that is killed in mid-download: the rest comes from where it can, or nothing is taken. @module */

import { describe, expect, test } from 'vitest'
import { ceph, cephFetcher, makeBucket } from '../../support/ceph.ts'
import { type CuttingProxy, cuttingProxy } from '../../support/cutting-proxy.ts'
import { changed, fetchBytes } from '../../support/probing.ts'
import { guardProcess } from '../../support/process-guard.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'
import { failureOf } from '../../support/s3-origin.ts'

guardProcess()
bareAwsEnvironment()

const describeWithCeph = describe.skipIf(ceph === undefined)

const [first = '', second = ''] = ceph?.endpoints ?? []
const table = Buffer.from(Array.from({ length: 900_000 }, (_, at) => (at * 31) % 251))
const other = Buffer.from(table).reverse()
const HALF = 400_000

/** Reads until the gateway is dead, lets the world change, and goes on with the other gateway. */
async function readAcross(
  body: AsyncIterable<Uint8Array>,
  proxy: CuttingProxy,
  meanwhile?: () => Promise<unknown>,
) {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) {
    if (chunks.push(chunk) > 1) continue
    await proxy.killed()
    await meanwhile?.()
    proxy.revive(second)
  }
  return Buffer.concat(chunks)
}

async function cutDownload({ versioned = false } = {}) {
  const bucket = await makeBucket({ versioned })
  await bucket.put('table', table)
  const proxy = await cuttingProxy(first)
  const fetcher = cephFetcher(bucket, { endpoint: proxy.url })
  proxy.killAfter(HALF)
  const { open } = await changed(fetcher)
  const body = open(new AbortController().signal) as AsyncIterable<Uint8Array>
  return { bucket, proxy, body }
}

describeWithCeph('a gateway that dies in mid-download', () => {
  test('hands over to the next one, and the rest fits on', async () => {
    const { proxy, body } = await cutDownload()
    const bytes = await readAcross(body, proxy)
    expect(Buffer.compare(bytes, table)).toBe(0)
    expect(proxy.connections).toBe(2)
    await proxy.close()
  })

  test('leaves nothing to go on with when the object was replaced (412)', async () => {
    const { bucket, proxy, body } = await cutDownload()
    const error = await failureOf(readAcross(body, proxy, () => bucket.put('table', other)))
    expect(error).toMatchObject({ code: 'ERR_TERM_TRUNCATED', status: 412 })
    await proxy.close()
  })

  test('leaves nothing to go on with when the object has become shorter', async () => {
    const { bucket, proxy, body } = await cutDownload()
    const error = await failureOf(readAcross(body, proxy, () => bucket.put('table', 'short')))
    expect(error.code).toBe('ERR_TERM_TRUNCATED')
    expect([412, 416]).toContain(error.status)
    await proxy.close()
  })

  test('leaves the version to go on with where the bucket keeps versions', async () => {
    const { bucket, proxy, body } = await cutDownload({ versioned: true })
    const replaceAndDelete = async () => {
      await bucket.put('table', other)
      await bucket.remove('table')
    }
    expect(Buffer.compare(await readAcross(body, proxy, replaceAndDelete), table)).toBe(0)
    await proxy.close()
  })

  test('and does not come back is a failure, and holds no socket', async () => {
    const bucket = await makeBucket()
    await bucket.put('table', table)
    const proxy = await cuttingProxy(first)
    proxy.killAfter(HALF)
    const error = await failureOf(fetchBytes(cephFetcher(bucket, { endpoint: proxy.url })))
    expect(error).toMatchObject({ code: 'ERR_TERM_NETWORK', stage: 'download' })
    await proxy.drained()
    await proxy.close()
  })
})
