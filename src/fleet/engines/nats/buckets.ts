/** The buckets of a fleet: created with the right settings, and not trusted with others. @module */

import type { StreamAPI, StreamInfo } from '@nats-io/jetstream'
import type { KV } from '@nats-io/kv'
import { TermError } from '../../../base/errors.ts'
import { LASTS_MS, MAX_VALUE_BYTES, type Space } from '../../control.ts'
import type { NatsLive } from './connection.ts'
import { isStreamMissing } from './errors.ts'

export interface Bucket {
  readonly kv: KV
  readonly stream: string
  /** What the subjects of its keys begin with. */
  readonly subject: string
  /** How many consumers there may be at a time. */
  readonly mostReaders: number
}

const NANOS = 1e6

// What is overwritten can be read for a while, for people; the audit tells the rest.
const HISTORY = { control: 16, votes: 1, status: 1, audit: 1 } as const satisfies Record<Space, number>

const HEADER_BYTES = 1_024

/** How many may read many entries at once: five in all, since many consumers bring JetStream down. */
const MOST_READERS = { control: 0, votes: 2, status: 3, audit: 0 } as const satisfies Record<Space, number>

export const bucketName = (prefix: string, space: Space): string => `${prefix}_${space}`

/**
 * Opens a bucket, which is created where it isn't there.
 *
 * Each is on disk: one in memory is gone with its server, and instances may not create another.
 */
export async function openBucket(
  { buckets, streams }: NatsLive,
  { name, prefix, replicas }: { readonly name: string; readonly prefix: string; readonly replicas: number },
  space: Space,
): Promise<Bucket> {
  const bucket = bucketName(prefix, space)
  const stream = `KV_${bucket}`
  const found = await streams.streams.info(stream).catch(async (error) => {
    if (!isStreamMissing(error)) throw error
    return create(streams.streams, settingsOf(bucket, replicas, space))
  })
  checkBucketSettings(name, space, found.config)
  const kv = await buckets.open(bucket, { allow_direct: found.config.allow_direct })
  return { kv, stream, subject: `$KV.${bucket}`, mostReaders: MOST_READERS[space] }
}

/** Where two create a bucket at the same moment the server may refuse one of them: as if it overlapped with itself. */
const create = (streams: StreamAPI, settings: ReturnType<typeof settingsOf>): Promise<StreamInfo> =>
  streams.add(settings).catch((refused) =>
    streams.info(settings.name).catch(() => {
      throw refused
    }),
  )

/** Those of a bucket as the client of NATS makes one, but for what it lets a stolen password do. */
export function settingsOf(bucket: string, num_replicas: number, space: Space) {
  return {
    name: `KV_${bucket}`,
    subjects: [`$KV.${bucket}.>`],
    num_replicas,
    allow_direct: true,
    max_age: (LASTS_MS[space] ?? 0) * NANOS,
    max_msgs_per_subject: HISTORY[space],
    max_msg_size: MAX_VALUE_BYTES + HEADER_BYTES,
    ...(MOST_READERS[space] > 0 && { max_consumers: MOST_READERS[space] }),
    discard: 'new' as StreamInfo['config']['discard'],
    // Whoever may write one entry could else remove all: by a header of it.
    allow_rollup_hdrs: false,
    deny_purge: true,
    deny_delete: true,
    // What was done stays written.
    ...(space === 'audit' && { discard_new_per_subject: true }),
  }
}

/** @throws TermError on settings by which the dead would pass for alive, or what was decided be forgotten */
function checkBucketSettings(name: string, space: Space, config: StreamInfo['config']): void {
  const lasts = LASTS_MS[space] ?? 0
  const age = config.max_age / NANOS
  const isFull = config.max_bytes > 0 || config.max_msgs > 0
  const wrong =
    age !== lasts
      ? `keeps its entries for ${shown(age)}, and not for ${shown(lasts)}`
      : isFull && String(config.discard) !== 'new'
        ? 'throws old entries away when it is full'
        : config.allow_rollup_hdrs
          ? 'lets whoever may write one entry remove all others'
          : space === 'audit' && config.discard_new_per_subject !== true
            ? 'lets its entries be written over'
            : undefined
  if (wrong === undefined) return
  const message = `${name}: the bucket ${config.name.replace(/^KV_/, '')} ${wrong}; remove it, and let \`prepare()\` create it`
  throw new TermError('ERR_TERM_SETUP', message)
}

const shown = (ms: number): string => (ms === 0 ? 'ever' : `${ms / 1_000} s`)
