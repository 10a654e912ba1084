/** A function for credentials that gives none is told of, and asked again. @module */

import { expect, test } from 'vitest'
import { type S3Credentials, s3 } from '../../../src/fetch/s3.ts'
import { contextOf } from '../../support/probing.ts'

test.each<[string, () => unknown, string]>([
  ['undefined', async () => undefined, 'returned undefined, and no accessKeyId and secretAccessKey'],
  ['half of a pair', async () => ({ accessKeyId: 'CANARY' }), 'returned an object without secretAccessKey'],
  ['names of another spelling', async () => ({ AccessKeyId: 'CANARY' }), 'an object without accessKeyId'],
])('credentials that are %s say so, with no place in everterm', async (_, give, told) => {
  const credentials = give as S3Credentials
  const options = { bucket: 'prices', key: 'table', region: 'us-east-1', endpoint: 'http://127.0.0.1:1' }
  const error = await s3({ ...options, credentials })
    .probe(undefined, contextOf())
    .catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'ERR_TERM_FETCH', hopeless: false })
  expect((error as Error).message).toContain(told)
  expect((error as Error).message).not.toMatch(/ \(at |CANARY/)
})
