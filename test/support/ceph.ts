/** The real S3 server that some tests need: Ceph, as `scripts/ceph.sh` starts it. @module */

import { randomUUID } from 'node:crypto'
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { onTestFinished } from 'vitest'
import type { Fetcher } from '../../src/fetch/fetcher.ts'
import { type S3Options, s3 } from '../../src/fetch/s3.ts'

export interface Ceph {
  /** The addresses of two gateways to one store. */
  readonly endpoints: readonly [string, string]
  readonly region: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

/**
 * The server that the environment names. Without one it is `undefined`, tests are skipped, and
 * `test/s3/ceph/server.test.ts` says so.
 */
export const ceph: Ceph | undefined = fromEnvironment(process.env)

function fromEnvironment(env: NodeJS.ProcessEnv): Ceph | undefined {
  const read = (name: string) => env[`EVERTERM_S3_${name}`]
  const first = read('ENDPOINT_1')
  if (first === undefined) return undefined
  const credentials = { accessKeyId: read('ACCESS_KEY') ?? '', secretAccessKey: read('SECRET_KEY') ?? '' }
  const second = read('ENDPOINT_2') ?? first
  return { endpoints: [first, second], region: read('REGION') ?? 'us-east-1', credentials }
}

function present(): Ceph {
  if (ceph === undefined) throw new Error('Ceph is not there')
  return ceph
}

/** Makes a client of the first gateway, which is destroyed when the test is over. */
export function cephClient(overrides: Partial<Ceph> = {}): S3Client {
  const { endpoints, region, credentials } = { ...present(), ...overrides }
  const client = new S3Client({
    endpoint: endpoints[0],
    region,
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
  })
  onTestFinished(() => client.destroy())
  return client
}

export interface Bucket {
  readonly name: string
  readonly client: S3Client
  /** Puts an object, and resolves with its ETag and version. */
  put(key: string, body: string | Uint8Array): Promise<{ etag: string; versionId: string | undefined }>
  remove(key: string): Promise<void>
}

/** Makes a bucket for this test alone. */
export async function makeBucket({ versioned = false } = {}): Promise<Bucket> {
  const client = cephClient()
  const name = `test-${randomUUID()}`
  const Bucket = name
  await client.send(new CreateBucketCommand({ Bucket }))
  if (versioned) {
    const VersioningConfiguration = { Status: 'Enabled' } as const
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }))
  }
  return {
    name,
    client,
    async put(Key, Body) {
      const { ETag = '', VersionId } = await client.send(new PutObjectCommand({ Bucket, Key, Body }))
      return { etag: ETag, versionId: VersionId }
    },
    async remove(Key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key }))
    },
  }
}

/** Makes a fetcher of an object in Ceph, which is closed when the test is over. */
export function cephFetcher({ name }: Bucket, options: Partial<S3Options> = {}): Fetcher {
  const { endpoints, region, credentials } = present()
  const fetcher = s3({ bucket: name, key: 'table', endpoint: endpoints[0], region, credentials, ...options })
  onTestFinished(() => fetcher.close?.())
  return fetcher
}
