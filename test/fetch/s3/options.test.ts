/** The options of the S3 fetcher are checked at the door, without a word of what may be secret. @module */

import { describe, expect, test } from 'vitest'
import { type S3Options, s3 } from '../../../src/fetch/s3.ts'
import { SECRET } from '../../support/s3-origin.ts'

const made = (options: object) => () => s3({ bucket: 'b', key: 'k', ...options } as S3Options)

test.each([
  [{ bucket: '' }, 'expected `bucket` to be a text that is not empty, got `` (string)'],
  [{ bucket: 7 }, 'expected `bucket` to be a text that is not empty, got `7` (number)'],
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
  ).toBe('s3://b/k')
})
