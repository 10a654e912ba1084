/** A bucket of S3 as a place: `If-None-Match` creates, `If-Match` swaps, and both are looked at afterwards. @module */

import { randomUUID } from 'node:crypto'
import { fieldOf, TermError, type TermErrorCode } from '../../base/errors.ts'
import { loadSdk, openConnections, resolveS3Options } from '../../fetch/s3/index.ts'
import type { S3Options } from '../../fetch/s3.ts'
import { CLOCK, type ReadObject, type StoredObject, type WritablePlace } from './place.ts'

/** How the store is asked, as in `s3(...)`. */
export type StoreOptions = Pick<
  S3Options,
  'region' | 'endpoint' | 'credentials' | 'forcePathStyle' | 'allowAddresses' | 'client'
>

type Condition = { readonly IfNoneMatch: '*' } | { readonly IfMatch: string }

/** A payload of 5 GB, which is the most that one request may bring, takes so long over 1 Gbit/s, ten times. */
const PATIENCE_MS = 600_000
const SOMEBODY_WAS_FASTER: ReadonlySet<unknown> = new Set([409, 412])

export function bucketPlace(bucket: string, prefix: string, store: StoreOptions): WritablePlace {
  const connections = openConnections(resolveS3Options({ ...store, bucket, key: 'any' }))
  connections.join()
  const name = prefix === '' ? `s3://${bucket}` : `s3://${bucket}/${prefix}`
  const start = prefix === '' ? '' : `${prefix}/`
  const of = (object: string) => ({ Bucket: bucket, Key: start + object })
  const patience = () => ({ abortSignal: AbortSignal.timeout(PATIENCE_MS) })

  async function read(object: string): Promise<ReadObject | undefined> {
    const { GetObjectCommand } = await loadSdk()
    const client = await connections.client()
    try {
      const { Body, ETag } = await client.send(new GetObjectCommand(of(object)), patience())
      if (Body === undefined || ETag === undefined) throw failure(name, 'an answer without body or ETag')
      return { bytes: await Body.transformToByteArray(), stamp: ETag }
    } catch (error) {
      if (fieldOf(error, 'name') === 'NoSuchKey') return undefined
      throw failure(name, error)
    }
  }

  async function put(object: string, bytes: Uint8Array, condition: Condition): Promise<boolean> {
    const { PutObjectCommand } = await loadSdk()
    const client = await connections.client()
    try {
      await client.send(new PutObjectCommand({ ...of(object), Body: bytes, ...condition }), patience())
      return true
    } catch (error) {
      if (SOMEBODY_WAS_FASTER.has(statusOf(error))) return false
      // S3 answers so where the object that should be swapped is gone.
      if ('IfMatch' in condition && fieldOf(error, 'name') === 'NoSuchKey') return false
      throw failure(name, error)
    }
  }

  async function list(below: string): Promise<StoredObject[]> {
    const { ListObjectsV2Command } = await loadSdk()
    const client = await connections.client()
    const found: StoredObject[] = []
    let next: string | undefined
    do {
      const page = { Bucket: bucket, Prefix: start + below, ContinuationToken: next }
      const answer = await client
        .send(new ListObjectsV2Command(page), patience())
        .catch((error: unknown) => Promise.reject(failure(name, error)))
      for (const { Key = '', Size = 0, LastModified } of answer.Contents ?? [])
        found.push({
          name: Key.slice(start.length),
          size: Size,
          modifiedAt: LastModified?.getTime() ?? Infinity,
        })
      next = answer.IsTruncated ? answer.NextContinuationToken : undefined
    } while (next !== undefined)
    return found
  }

  async function remove(object: string): Promise<void> {
    const { DeleteObjectCommand } = await loadSdk()
    const client = await connections.client()
    await client
      .send(new DeleteObjectCommand(of(object)), patience())
      .catch((error: unknown) => Promise.reject(failure(name, error)))
  }

  return {
    name,
    read,
    list,
    // An object is there whole, or not at all.
    unfinished: () => list(CLOCK),
    create: (object, bytes) => put(object, bytes, { IfNoneMatch: '*' }),
    async swap(object, bytes, stamp) {
      const isOurs = async () => {
        const there = await read(object)
        return there !== undefined && Buffer.from(there.bytes).equals(bytes) ? 'yes' : there?.stamp
      }
      for (const condition of conditionsFor(stamp)) {
        const isTaken = await put(object, bytes, condition).catch(async (error: unknown) => {
          // Ceph answers 500 to some who lost a race; and of an answer that got lost nobody knows what it said.
          const there = await isOurs()
          if (there === 'yes' || there === stamp) throw error
          return false
        })
        const there = await isOurs()
        // A store that knows no conditions takes both of two; the one whose bytes are there has won.
        if (isTaken) return there === 'yes'
        if (there !== stamp) return false
      }
      return false
    },
    remove,
    async now() {
      const object = `${CLOCK}${randomUUID()}`
      await put(object, new Uint8Array(), { IfNoneMatch: '*' })
      const [found] = await list(object).finally(() => remove(object))
      return found?.modifiedAt ?? Date.now()
    },
    close: () => void connections.leave(),
  }
}

/** Ceph compares an ETag with what stands in its condition, quotes and all. */
const conditionsFor = (stamp: string | undefined): readonly Condition[] =>
  stamp === undefined ? [{ IfNoneMatch: '*' }] : [{ IfMatch: stamp }, { IfMatch: stamp.replaceAll('"', '') }]

const statusOf = (error: unknown): unknown => fieldOf(fieldOf(error, '$metadata'), 'httpStatusCode')

const CODES: Readonly<Record<number, TermErrorCode>> = {
  401: 'ERR_TERM_DENIED',
  403: 'ERR_TERM_DENIED',
  404: 'ERR_TERM_NOT_FOUND',
}

/** The names of failures are S3's own; their messages may repeat what was asked. */
function failure(place: string, error: unknown): TermError {
  if (fieldOf(error, 'name') === 'TermError') return error as TermError
  const status = statusOf(error)
  const known = typeof status === 'number' ? status : undefined
  const code = known === undefined ? 'ERR_TERM_NETWORK' : (CODES[known] ?? 'ERR_TERM_HTTP')
  const what =
    typeof error === 'string' ? error : `${fieldOf(error, 'name')}${known === undefined ? '' : ` (${known})`}`
  return new TermError(code, `${place}: ${what}`, { cause: error, status: known })
}
