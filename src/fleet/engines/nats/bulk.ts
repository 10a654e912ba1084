/**
 * Reads many entries of a bucket by one request: through a consumer of JetStream that lives as long as that takes.
 *
 * A consumer for each instance is what brings JetStream down. So only who reads many at once makes one, and there are five at
 * a time at most: whoever gets none reads one by one.
 *
 * @module
 */

import type { ConsumerConfig, ConsumerInfo, JsMsg } from '@nats-io/jetstream'
import { fieldOf } from '../../../base/errors.ts'
import type { Bucket } from './buckets.ts'
import type { NatsLive } from './connection.ts'
import { isConsumerLimit } from './errors.ts'

/** A request for each is as good up to so many. */
const MANY = 64

export interface BulkReading {
  /** What the subjects begin with. */
  readonly below: string
  /** Up to which write all is known; 0: nothing, and the last of each subject is wanted. */
  readonly after: number
  /** How many requests it would take otherwise. */
  readonly count: number
  /** How many consumers there are. */
  readonly readers: number
}

/** If its reader dies, a consumer goes after this time, in ns. */
const UNUSED_NS = 2e9
const EXPIRES_MS = 1_000

/** Where the user may make none, nobody asks again over this connection. */
const denied = new WeakSet<Bucket>()

/** @returns `undefined` where few are to be read, or there can be no consumer */
export async function readInBulk(
  live: NatsLive,
  bucket: Bucket,
  reading: BulkReading,
): Promise<readonly JsMsg[] | undefined> {
  if (reading.count <= MANY || reading.readers >= bucket.mostReaders || denied.has(bucket)) return undefined
  let info: ConsumerInfo
  try {
    info = await live.streams.consumers.add(bucket.stream, settingsOf(reading))
  } catch (error) {
    if (isConsumerLimit(error)) return undefined
    if (fieldOf(error, 'name') !== 'PermissionViolationError') throw error
    denied.add(bucket)
    return undefined
  }
  try {
    return await messagesOf(live, info)
  } finally {
    await live.streams.consumers.delete(bucket.stream, info.name).catch(() => {})
  }
}

async function messagesOf({ client }: NatsLive, info: ConsumerInfo): Promise<readonly JsMsg[]> {
  const read: JsMsg[] = []
  if (info.num_pending === 0) return read
  const consumer = client.consumers.getConsumerFromInfo(info)
  const messages = await consumer.fetch({ max_messages: info.num_pending, expires: EXPIRES_MS })
  for await (const message of messages) {
    read.push(message)
    // Some may have expired since they were counted.
    if (message.info.pending === 0) break
  }
  messages.stop()
  return read
}

const settingsOf = ({ below, after }: BulkReading): Partial<ConsumerConfig> => ({
  filter_subject: `${below}>`,
  ack_policy: 'none' as ConsumerConfig['ack_policy'],
  deliver_policy: (after === 0
    ? 'last_per_subject'
    : 'by_start_sequence') as ConsumerConfig['deliver_policy'],
  ...(after > 0 && { opt_start_seq: after + 1 }),
  mem_storage: true,
  num_replicas: 1,
  inactive_threshold: UNUSED_NS,
})
