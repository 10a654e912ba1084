/**
 * Lists the entries of a bucket, and reads of them only what was written since they were last listed.
 *
 * Who counts the votes of a thousand instances does so many times a second. The server tells which keys there are, and how
 * many writes there were; each write is then read once, by its number, or many of them by one request.
 *
 * @module
 */

import type { JsMsg, StoredMsg } from '@nats-io/jetstream'
import { LRUCache } from 'lru-cache'
import type { ControlEntry } from '../../control.ts'
import type { Bucket } from './buckets.ts'
import { readInBulk } from './bulk.ts'
import type { NatsLive } from './connection.ts'
import { readEntry } from './entries.ts'

/** What is known below a prefix. */
interface KnownList {
  /** Of the stream: another one begins with other numbers. */
  readonly created: string
  /** Up to which write all is known. */
  seq: number
  /** By the subject of the key; one that was deleted is none. */
  readonly entries: Map<string, ControlEntry | undefined>
}

const MOST_LISTS = 32

/** A bucket is opened anew with each connection, so that nothing outlives the server that said it. */
const known = new WeakMap<Bucket, LRUCache<string, KnownList>>()

export async function listEntries(
  live: NatsLive,
  bucket: Bucket,
  prefix: string,
): Promise<readonly ControlEntry[]> {
  const { stream, subject } = bucket
  const below = `${subject}.${prefix === '' ? '' : `${prefix}.`}`
  const { created, config, state } = await live.streams.streams.info(stream, { subjects_filter: `${below}>` })
  const subjects = Object.keys(state.subjects ?? {})
  const read = readerOf(live, bucket, config.allow_direct && config.num_replicas === 1)
  const lists = known.get(bucket) ?? new LRUCache<string, KnownList>({ max: MOST_LISTS })
  known.set(bucket, lists)
  const before = lists.get(prefix)
  const list: KnownList =
    before?.created === created && before.seq <= state.last_seq
      ? before
      : { created, seq: 0, entries: new Map() }
  lists.set(prefix, list)

  const isFew = list.seq > 0 && state.last_seq - list.seq < subjects.length
  const [after, count] = isFew ? [list.seq, state.last_seq - list.seq] : [0, subjects.length]
  const oneByOne = async () =>
    await Promise.all(
      isFew
        ? numbersAfter(list.seq, state.last_seq).map((seq) => read({ seq }))
        : subjects.map((one) => read({ last_by_subj: one })),
    )
  const written =
    (await readInBulk(live, bucket, { below, after, count, readers: state.consumer_count })) ??
    (await oneByOne())
  for (const message of written) {
    if (message === null || !message.subject.startsWith(below)) continue
    if (Number(list.entries.get(message.subject)?.revision ?? 0) <= message.seq)
      list.entries.set(message.subject, entryIn(message, subject))
  }
  list.seq = Math.max(list.seq, state.last_seq)
  // What has expired is among them no more.
  const there = new Set(subjects)
  for (const one of list.entries.keys()) if (!there.has(one)) list.entries.delete(one)
  const own = prefix === '' ? undefined : await readEntry(bucket, prefix)
  return [own, ...list.entries.values()].filter((entry) => entry !== undefined)
}

const numbersAfter = (first: number, last: number): number[] =>
  Array.from({ length: last - first }, (_, at) => first + at + 1)

type Reading = { readonly seq: number } | { readonly last_by_subj: string }

/** In a cluster the leader is asked: what another server doesn't have yet would be taken for something that is gone. */
const readerOf =
  ({ streams }: NatsLive, { stream }: Bucket, isAnyoneGood: boolean) =>
  (query: Reading): Promise<StoredMsg | null> =>
    isAnyoneGood ? streams.direct.getMessage(stream, query) : streams.streams.getMessage(stream, query)

function entryIn(message: StoredMsg | JsMsg, bucket: string): ControlEntry | undefined {
  const { subject, seq, time, data } = message
  const header = 'header' in message ? message.header : message.headers
  // Somebody may have deleted it by hand, which leaves a mark.
  if ((header?.get('KV-Operation') ?? '') !== '') return undefined
  const value = Buffer.from(data).toString()
  return { key: subject.slice(bucket.length + 1), value, revision: String(seq), at: time.getTime() }
}
