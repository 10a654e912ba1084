/** The types of `everterm/s3` are whole without the SDK, and take what is the SDK's. @module */

import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3'
import { expectTypeOf, it } from 'vitest'
import { type S3ClientLike, type S3Credentials, s3 } from '../../../src/fetch/s3.ts'

type SdkCredentials = NonNullable<S3ClientConfig['credentials']>

it('takes a client of the SDK', () => {
  expectTypeOf<S3Client>().toExtend<S3ClientLike>()
  expectTypeOf<{ send(): void }>().not.toExtend<S3ClientLike>()
})

it("takes keys, a function, and the SDK's providers", () => {
  expectTypeOf<SdkCredentials>().toExtend<S3Credentials>()
  const keys = { accessKeyId: 'AKID', secretAccessKey: 'SECRET' }
  s3({ bucket: 'b', key: 'k', credentials: keys })
  s3({ bucket: 'b', key: 'k', credentials: async () => ({ ...keys, expiration: new Date() }) })
})

it('refuses keys that are not whole', () => {
  // @ts-expect-error the secret is missing
  s3({ bucket: 'b', key: 'k', credentials: { accessKeyId: 'AKID' } })
})
