/** The engine on Redis: one script writes and gives the hint, by the server's clock. @module */

import { type Control, type ControlEntry, LASTS_MS, type Space, topicOf } from '../control.ts'
import { audience } from './audience.ts'
import { bounded } from './bounded.ts'
import { link } from './link.ts'
import { openRedis, type RedisLive } from './redis/connection.ts'
import { redisError } from './redis/errors.ts'
import { type RedisOptions, resolveRedisOptions } from './redis/options.ts'
import { CREATE, LIST, READ, WRITE } from './redis/scripts.ts'

export type { RedisOptions } from './redis/options.ts'

/**
 * An engine on Redis 7 or newer, or Valkey: one primary, no cluster. Its package is loaded with the first call.
 *
 * It holds one connection. What a fleet has decided should outlive the server: `appendonly yes`.
 *
 * @throws TypeError on a wrong option
 * @example const control = redis({ url: 'rediss://redis.internal:6379/3', username: 'shop-host-1', password: () => secrets.redis })
 */
export function redis(options: RedisOptions): Control {
  const resolved = resolveRedisOptions(options)
  const { host, port, prefix, timeoutMs } = resolved
  const name = `redis ${host}:${port}`
  const channelOf = (topic: string): string => `${prefix}:hint:${topic}`
  const entriesOf = (space: Space): string => `${prefix}:${space}:`
  const setsOf = (space: Space): string => `${prefix}:${space}-index:`

  const listeners = audience({
    joined(topic, _, heard) {
      kept.begin()
      const live = kept.current()
      // A connection over which nobody can listen is of no use: it is made again.
      if (live === undefined) return
      subscribe(live, topic).then(
        () => heard(),
        () => live.close(),
      )
    },
    // Topics are few: a channel is left with the connection, and not while somebody may just come to it.
    left: () => {},
  })

  const subscribe = (live: RedisLive, topic: string): Promise<void> =>
    live.subscribe(channelOf(topic), (key) => listeners.tell(topic, key))

  const kept = link<RedisLive>({
    name,
    open: () => openRedis(name, resolved),
    lost: (live) => live.lost,
    shut: async (live) => live.close(),
    up(live) {
      const heeded = Promise.all(listeners.topics().map((topic) => subscribe(live, topic)))
      heeded.then(
        () => listeners.tell(),
        () => live.close(),
      )
    },
  })

  /** `expected`: `*` for any revision, and nothing for none. */
  async function write(
    space: Space,
    key: string,
    value: string,
    expected: string,
  ): Promise<ControlEntry | undefined> {
    const live = await kept.ready()
    const lasts = String(LASTS_MS[space] ?? 0)
    const where = [setsOf(space), ...key.split('.')]
    const channel = space === 'control' ? channelOf(topicOf(key)) : ''
    const [script, args] =
      space === 'audit'
        ? [CREATE, [value, lasts, ...where]]
        : [WRITE, [expected, value, lasts, channel, ...where]]
    const written = await live.run<[string, string] | null>(script, [entriesOf(space) + key], args)
    return written === null ? undefined : { key, value, revision: written[0], at: Number(written[1]) }
  }

  const engine = {
    name,
    async prepare() {
      const live = await kept.ready()
      await live.command('PING')
    },
    async get(space: Space, key: string) {
      const live = await kept.ready()
      const found = await live.run<[string, string, string] | null>(READ, [], [entriesOf(space) + key])
      if (found === null) return undefined
      const [value, revision, at] = found
      return { key, value, revision, at: Number(at) }
    },
    swap: (space: Space, key: string, value: string, revision: string | undefined) =>
      write(space, key, value, revision ?? ''),
    async put(space: Space, key: string, value: string) {
      return (await write(space, key, value, '*')) as ControlEntry
    },
    async post(space: Space, key: string, value: string) {
      await write(space, key, value, '*')
    },
    async list(space: Space, from: string) {
      const live = await kept.ready()
      const flat = await live.run<string[]>(LIST, [], [entriesOf(space), setsOf(space), from])
      return flat.flatMap((key, index) => {
        const [value = '', revision = '', at] = flat.slice(index + 1, index + 4)
        return index % 4 === 0 ? [{ key, value, revision, at: Number(at) }] : []
      })
    },
    async hint(topic: string) {
      const live = await kept.ready()
      await live.command('PUBLISH', channelOf(topic), '')
    },
    listen: listeners.add,
    async close() {
      listeners.clear()
      await kept.close()
    },
  }
  return bounded(engine, {
    of: 'redis',
    timeoutMs,
    errorOf: (thrown, doing) => redisError(name, thrown, doing),
  })
}
