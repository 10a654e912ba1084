/** A term whose value rests in a real S3 server, through a tree: unchanged, changed, gone, killed and back. @module */

import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ceph, cephFetcher, makeBucket } from '../../support/ceph.ts'
import { cuttingProxy } from '../../support/cutting-proxy.ts'
import { guardProcess } from '../../support/process-guard.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'
import { jsonTerm, stageTree } from '../../support/staged-term.ts'

guardProcess()
bareAwsEnvironment()

const describeWithCeph = describe.skipIf(ceph === undefined)

const tableOf = (version: number) => JSON.stringify({ version, rows: 'x'.repeat(300_000 + version) })
const [gateway = ''] = ceph?.endpoints ?? []

describeWithCeph('a term', () => {
  test('keeps its value while the gateway is killed in mid-download, and takes the new one afterwards', async () => {
    const bucket = await makeBucket()
    await bucket.put('table', tableOf(1))
    await using proxy = await cuttingProxy(gateway)
    const term = jsonTerm({ fetcher: cephFetcher(bucket, { endpoint: proxy.url }) })
    const { tree, poll } = await stageTree({ term })
    expect(await poll(term)).toMatchObject({ outcome: 'unchanged' })
    const first = term.get()

    await bucket.put('table', tableOf(2))
    proxy.killAfter(100_000)
    expect(await poll(term)).toMatchObject({
      type: 'refresh.failed',
      code: 'ERR_TERM_NETWORK',
      stage: 'download',
    })
    expect(await poll(term)).toMatchObject({
      type: 'refresh.failed',
      code: 'ERR_TERM_NETWORK',
      stage: 'probe',
    })
    expect(term.get()).toBe(first)

    proxy.revive()
    expect(await poll(term)).toMatchObject({ outcome: 'updated' })
    expect(term.get()).toMatchObject({ version: 2 })
    await tree.stop()
    await proxy.drained()
  })

  test('keeps its value when the object is deleted, under a delete marker too', async () => {
    const bucket = await makeBucket({ versioned: true })
    await bucket.put('table', tableOf(1))
    const term = jsonTerm({ fetcher: cephFetcher(bucket) })
    const { tree, poll } = await stageTree({ term })
    const first = term.get()
    await bucket.remove('table')
    expect(await poll(term)).toMatchObject({ type: 'refresh.failed', code: 'ERR_TERM_NOT_FOUND' })
    expect(term.get()).toBe(first)
    // The object is put back as it was: its ETag is that of the value that is still published.
    await bucket.put('table', tableOf(1))
    expect(await poll(term)).toMatchObject({ outcome: 'unchanged' })
    await tree.stop()
  })

  test('reads what was compressed before it was put', async () => {
    const bucket = await makeBucket()
    await bucket.put('table', gzipSync(tableOf(3)))
    const term = jsonTerm({ fetcher: cephFetcher(bucket) })
    const { tree } = await stageTree({ term })
    expect(term.get()).toMatchObject({ version: 3 })
    await tree.stop()
  })
})
