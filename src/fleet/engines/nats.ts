/** The engine on NATS: JetStream's key-value buckets, and hints over subjects without JetStream. @module */

import type { Msg } from '@nats-io/transport-node'
import type { Control, Space } from '../control.ts'
import { LASTS_MS, topicOf } from '../control.ts'
import { type Audience, audience } from './audience.ts'
import { bounded } from './bounded.ts'
import { link } from './link.ts'
import { type Bucket, openBucket } from './nats/buckets.ts'
import { type NatsLive, openNats } from './nats/connection.ts'
import { putEntry, readEntry, swapEntry } from './nats/entries.ts'
import { natsError } from './nats/errors.ts'
import { laxerBuckets } from './nats/laxer.ts'
import { listEntries } from './nats/lists.ts'
import { type NatsOptions, resolveNatsOptions } from './nats/options.ts'

export type { NatsOptions } from './nats/options.ts'

/**
 * An engine on NATS with JetStream, from nats-server 2.9 on. Its packages are loaded with the first call.
 *
 * It holds one connection and makes no consumer of JetStream, however many instances there are. Buckets are created as
 * far as the user may; `prepare()` does so at once.
 *
 * @throws TypeError on a wrong option
 * @example const control = nats({ servers: 'nats.internal:4222', creds: '/run/secrets/fleet.creds', replicas: 3 })
 */
export function nats(options: NatsOptions): Control {
  const resolved = resolveNatsOptions(options)
  const { prefix, replicas, timeoutMs } = resolved
  const name = `nats ${resolved.servers.map(placeOf).join(', ')}`
  /** The buckets that were found good over this connection. */
  const known = new WeakMap<NatsLive, Map<Space, Promise<Bucket>>>()
  const subjectOf = (topic: string): string => `${prefix}.hint.${topic}`

  const listeners: Audience = audience({
    joined(topic, isFirst, heard) {
      kept.begin()
      const live = kept.current()
      if (live === undefined) return
      if (isFirst) subscribe(live, topic)
      live.connection.flush().then(
        () => heard(),
        () => undefined,
      )
    },
    left: (topic) => kept.current()?.subscriptions.get(topic)?.(),
  })

  function subscribe({ connection, subscriptions }: Subscribed, topic: string): void {
    const callback = (error: Error | null, message: Msg) => {
      if (error === null) listeners.tell(topic, message.string())
    }
    const subscription = connection.subscribe(subjectOf(topic), { callback })
    subscriptions.set(topic, () => {
      subscriptions.delete(topic)
      subscription.unsubscribe()
    })
  }

  const kept = link<Subscribed>({
    name,
    open: async () => ({ ...(await openNats(name, resolved)), subscriptions: new Map() }),
    lost: ({ connection }) => connection.closed(),
    shut: ({ connection }) => connection.close(),
    up(live) {
      for (const topic of listeners.topics()) subscribe(live, topic)
      live.connection.flush().then(
        () => listeners.tell(),
        () => undefined,
      )
    },
  })

  function bucketOf(live: NatsLive, space: Space): Promise<Bucket> {
    const buckets = known.get(live) ?? new Map<Space, Promise<Bucket>>()
    known.set(live, buckets)
    const opening = buckets.get(space) ?? openBucket(live, { name, prefix, replicas }, space)
    buckets.set(space, opening)
    return opening
  }

  /** A bucket that fails may be gone: the next call looks again. */
  async function within<T>(space: Space, work: (live: NatsLive, bucket: Bucket) => Promise<T>): Promise<T> {
    const live = await kept.ready()
    try {
      return await work(live, await bucketOf(live, space))
    } catch (error) {
      known.get(live)?.delete(space)
      throw error
    }
  }

  /** What was written is named, so that nobody reads more than that. */
  const hint = (topic: string, { connection }: NatsLive, key = ''): void =>
    connection.publish(subjectOf(topic), key)

  const engine = {
    name,
    async prepare() {
      const live = await kept.ready()
      known.delete(live)
      for (const space of Object.keys(LASTS_MS) as Space[]) await bucketOf(live, space)
    },
    remarks: async () => laxerBuckets(await kept.ready(), prefix),
    get: (space: Space, key: string) => within(space, (_, bucket) => readEntry(bucket, key)),
    swap: (space: Space, key: string, value: string, revision: string | undefined) =>
      within(space, async (live, bucket) => {
        const written = await swapEntry(live, bucket, key, value, revision)
        if (written !== undefined && space === 'control') hint(topicOf(key), live, key)
        return written
      }),
    put: (space: Space, key: string, value: string) =>
      within(space, async (live, bucket) => {
        const written = await putEntry(live, bucket, key, value)
        if (space === 'control') hint(topicOf(key), live, key)
        return written
      }),
    post: (space: Space, key: string, value: string) =>
      within(space, async (live, { kv }) => {
        await kv.put(key, value)
        if (space === 'control') hint(topicOf(key), live, key)
      }),
    list: (space: Space, at: string) => within(space, (live, bucket) => listEntries(live, bucket, at)),
    async hint(topic: string) {
      const live = await kept.ready()
      hint(topic, live)
      await live.connection.flush()
    },
    listen: listeners.add,
    async close() {
      listeners.clear()
      await kept.close()
    },
  }
  return bounded(engine, {
    of: 'nats',
    timeoutMs,
    errorOf: (thrown, doing) => natsError(name, thrown, doing),
  })
}

interface Subscribed extends NatsLive {
  /** What ends the subscription of each topic. */
  readonly subscriptions: Map<string, () => void>
}

/** The host and the port of an address. */
const placeOf = (server: string): string => server.replace(/^\w+:\/\//, '')
