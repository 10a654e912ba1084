/** Reads and writes the entries of buckets, without a consumer: each read asks for the last message of a subject. @module */

import type { KvEntry } from '@nats-io/kv'
import { TermError } from '../../../base/errors.ts'
import type { ControlEntry } from '../../control.ts'
import type { Bucket } from './buckets.ts'
import type { NatsLive } from './connection.ts'
import { isLostSwap } from './errors.ts'

const REVISION = /^[1-9]\d{0,15}$/

export async function readEntry({ kv }: Bucket, key: string): Promise<ControlEntry | undefined> {
  const found = await kv.get(key)
  // Somebody may have deleted it by hand, which leaves a mark.
  return found === null || found.operation !== 'PUT' ? undefined : entryOf(found)
}

const entryOf = (found: Pick<KvEntry, 'key' | 'string' | 'revision' | 'created'>): ControlEntry => ({
  key: found.key,
  value: found.string(),
  revision: String(found.revision),
  at: found.created.getTime(),
})

export async function swapEntry(
  live: NatsLive,
  bucket: Bucket,
  key: string,
  value: string,
  revision: string | undefined,
): Promise<ControlEntry | undefined> {
  if (revision !== undefined && !REVISION.test(revision)) return undefined
  try {
    const { kv } = bucket
    const written = await (revision === undefined
      ? kv.create(key, value)
      : kv.update(key, value, Number(revision)))
    return await writtenEntry(live, bucket, key, value, written)
  } catch (error) {
    if (isLostSwap(error)) return undefined
    throw error
  }
}

export const putEntry = async (
  live: NatsLive,
  bucket: Bucket,
  key: string,
  value: string,
): Promise<ControlEntry> => writtenEntry(live, bucket, key, value, await bucket.kv.put(key, value))

/** What was just written, with the time of the server, which its answer to a write doesn't tell. */
async function writtenEntry(
  { streams }: NatsLive,
  { kv, stream, subject }: Bucket,
  key: string,
  value: string,
  revision: number,
): Promise<ControlEntry> {
  const written = { key, value, revision: String(revision) }
  const direct = await kv.get(key, { revision })
  if (direct !== null) return { ...written, at: direct.created.getTime() }
  // A follower doesn't have it yet, or somebody has written since, which was not before us.
  const last = await streams.streams.getMessage(stream, { last_by_subj: `${subject}.${key}` })
  if (last !== null) return { ...written, at: last.time.getTime() }
  throw new TermError('ERR_TERM_PROTOCOL', `What was written to ${stream} is gone at once`)
}
