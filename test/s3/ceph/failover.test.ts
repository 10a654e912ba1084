/** Two buckets behind two gateways of a real S3 server: one is killed, the other serves. @module */

import { describe, expect, test } from 'vitest'
import { firstOf } from '../../../src/index.ts'
import { ceph, cephFetcher, makeBucket } from '../../support/ceph.ts'
import { cuttingProxy } from '../../support/cutting-proxy.ts'
import { guardProcess } from '../../support/process-guard.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'
import { jsonTerm, stageTree } from '../../support/staged-term.ts'

guardProcess()
bareAwsEnvironment()

const [one = '', two = ''] = ceph?.endpoints ?? []

describe.skipIf(ceph === undefined)('two gateways', () => {
  test('the second serves the same bytes while the first is gone: nothing is decoded, and the status tells', async () => {
    const [main, replica] = [await makeBucket(), await makeBucket()]
    for (const bucket of [main, replica]) await bucket.put('table', '{"version":1}')
    await using proxy = await cuttingProxy(one)
    const fetcher = firstOf([
      cephFetcher(main, { endpoint: proxy.url }),
      cephFetcher(replica, { endpoint: two }),
    ])
    const term = jsonTerm({ fetcher })
    const { tree, poll } = await stageTree({ term })
    const value = term.get()
    expect(term.status().source?.fallback).toBe(false)

    proxy.killAfter(0)
    expect(await poll(term)).toMatchObject({ outcome: 'unchanged' })
    expect(term.get()).toBe(value)
    expect(term.status().source).toMatchObject({ name: `s3://${replica.name}/table`, fallback: true })

    await replica.put('table', '{"version":2}')
    expect(await poll(term)).toMatchObject({ outcome: 'updated' })
    expect(term.get()).toEqual({ version: 2 })
    await tree.stop()
  })
})
