/** The options of the S3 fetcher are checked at the door, without a word of what may be secret. @module */

import { describe, expect, test } from 'vitest'
import { type S3Options, s3 } from '../../../src/fetch/s3.ts'
import { SECRET } from '../../support/s3-origin.ts'

const made = (options: object) => () => s3({ bucket: 'prices', key: 'k', ...options } as S3Options)

test.each([
  [{ bucket: '' }, 's3: expected `bucket` to be the name of a bucket, or the ARN'],
  [{ bucket: undefined }, 'got `undefined` (undefined): is a variable of the environment missing?'],
  [{ bucket: 7 }, 'got `7` (number)'],
  [{ bucket: 'the prices' }, 'got `the prices` (string)'],
  [{ bucket: 's3://prices' }, 'got `a URL` (string): without `s3://` and without the key'],
  [{ bucket: 'prices/table.json', endpoint: 'https://host' }, 'without the key'],
  [{ bucket: 'arn:aws:iam::1:role/x' }, 's3: expected `bucket`'],
  [{ key: undefined }, 'expected `key`'],
  [{ region: '' }, 'expected `region`'],
  [{ versionId: '' }, 'expected `versionId`'],
  [{ forcePathStyle: 'yes' }, 'expected `forcePathStyle` to be a boolean'],
  [{ timeouts: { stall: 0 } }, 's3: expected `timeouts.stall`'],
  [{ timeouts: { idle: 1 } }, 's3: expected `timeouts` to be made of'],
  [{ resumes: 1.5 }, 'expected `resumes` to be a whole number from 0 to 100, got `1.5` (number)'],
  [{ resumes: -1 }, 'expected `resumes`'],
  [{ retryAfterCap: 'soon' }, 'expected `retryAfterCap`'],
  [{ allowEmpty: 1 }, 'expected `allowEmpty`'],
  [{ bukket: 'x' }, 'expected `options` to be made of'],
  [{ endpoint: 'http://169.254.169.254' }, 'expected `endpoint` to be an http or https URL of a public'],
  [{ client: {} }, 'expected `client` to be an S3Client'],
  [{ client: { send() {}, config: {} }, region: 'r' }, 'expected `client` or `region`, got both'],
])('%o is refused', (options, message) => {
  expect(made(options)).toThrow(TypeError)
  expect(made(options)).toThrow(message)
})

test.each([
  [undefined, '`options` to be an object, got `undefined` (undefined)'],
  ['s3://b/k', '`options` to be an object, got `a URL` (string): as `s3({ bucket:'],
  [['prices', 'k'], '`options` to be an object'],
  [
    { bucket: 'prices', key: 'k', failovr: [] },
    'client, failover, got `failovr` (string): did you mean `failover`?',
  ],
  [
    { bucket: 'prices', key: 'k', failover: { bucket: 'other' } },
    '`failover` to be an array of places, got `object` (object)',
  ],
  [
    { bucket: 'prices', key: 'k', failover: ['other'] },
    '`failover[0]` to be an object, got `other` (string)',
  ],
])('instead of options, %o is refused', (options, message) => {
  expect(() => s3(options as never)).toThrow(TypeError)
  expect(() => s3(options as never)).toThrow(`s3: expected `)
  expect(() => s3(options as never)).toThrow(message)
})

test.each([
  { bucket: 'acme.prices-2' },
  { bucket: 'prices-abcdefghijklmnopqrstuvwxyz1234-s3alias' },
  { bucket: 'prices--usw2-az1--x-s3' },
  { bucket: 'arn:aws:s3:eu-west-1:123456789012:accesspoint/prices' },
  { bucket: 'arn:aws-cn:s3:cn-north-1:123456789012:accesspoint:prices' },
  { bucket: 'arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap' },
  { bucket: 'arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint/prices' },
  { bucket: 'arn:aws:s3-object-lambda:eu-west-1:123456789012:accesspoint/prices' },
  { bucket: 'My_Old_Prices' },
  { bucket: 'b' },
])('a bucket may be %o', (options) => {
  expect(made(options)().name).toBe(`s3://${options.bucket}/k`)
})

describe('what may be secret', () => {
  test.each([
    { endpoint: `http://user:${SECRET}@host` },
    { endpoint: `http://host/?${SECRET}` },
    { endpoint: `ftp://${SECRET}` },
    { endpoint: SECRET },
    { credentials: { accessKeyId: 'a', secretAccessKey: [SECRET] } },
    { credentials: SECRET },
  ])('is refused without being repeated: %#', (options) => {
    expect(made(options)).toThrow(TypeError)
    expect(made(options)).not.toThrow(SECRET)
  })
})

test('the name of a fetcher is that of its object', () => {
  expect(
    made({ endpoint: 'https://host', credentials: { accessKeyId: 'a', secretAccessKey: SECRET } })().name,
  ).toBe('s3://prices/k')
})
