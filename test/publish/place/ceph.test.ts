/** A bucket as a place, on a real S3 server. @module */

import { describe, expect, it, onTestFinished } from 'vitest'
import { openPlace, type WritablePlace } from '../../../src/publish/index.ts'
import { ceph, makeBucket } from '../../support/ceph.ts'
import { itIsAPlace } from '../../support/contract-of-places.ts'
import { itTakesAway } from '../../support/garbage.ts'
import { published } from '../../support/publishing.ts'
import { bareAwsEnvironment } from '../../support/s3-environment.ts'

bareAwsEnvironment()

async function newBucketPlace(): Promise<WritablePlace> {
  const { name } = await makeBucket()
  const { endpoints, region, credentials } = ceph as NonNullable<typeof ceph>
  const place = openPlace(`s3://${name}/terms`, { endpoint: endpoints[0], region, credentials })
  onTestFinished(() => place.close())
  return place
}

describe.skipIf(ceph === undefined)('a bucket', () => {
  itIsAPlace(newBucketPlace)
  itTakesAway(newBucketPlace)

  it('holds publications, one number each', async () => {
    const place = await newBucketPlace()
    expect(await published(place, '{"a":1}')).toMatchObject({ outcome: 'published', seq: 1 })
    expect(await published(place, '{"a":2}')).toMatchObject({ outcome: 'published', seq: 2 })
    expect(await published(place, '{"a":2}')).toMatchObject({ outcome: 'unchanged', seq: 2 })
  })

  it('that is not there is told by the name of the failure, without keys', async () => {
    const { endpoints, region, credentials } = ceph as NonNullable<typeof ceph>
    const place = openPlace('s3://nobody-has-it', { endpoint: endpoints[0], region, credentials })
    onTestFinished(() => place.close())
    await expect(published(place, '{}')).rejects.toMatchObject({ code: 'ERR_TERM_NOT_FOUND' })
  })
})
