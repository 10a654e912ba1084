/** S3 holds what the contract says, over real sockets. @module */

import { describe, test } from 'vitest'
import { s3 } from '../../src/fetch/s3.ts'
import { testFetcher } from '../../src/testing/test-fetcher.ts'
import { placeAt } from '../support/place.ts'
import { BUCKET, KEY, PATH, SECRET } from '../support/s3-origin.ts'

const credentials = { accessKeyId: 'AKIDTEST', secretAccessKey: SECRET }

describe('s3', () => {
  const { base, hooks } = placeAt(PATH)
  const make = () => s3({ bucket: BUCKET, key: KEY, endpoint: base(), region: 'us-east-1', credentials })
  testFetcher({ ...hooks, make, secrets: [SECRET, credentials.accessKeyId] }, test)
})
