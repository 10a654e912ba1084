/** One connection to Redis, and what is asked over it. @module */

import { TermError } from '../../../base/errors.ts'
import { revealed } from '../secret.ts'
import { isDenied, isScriptMissing } from './errors.ts'
import type { ResolvedRedisOptions } from './options.ts'
import { loadRedis } from './packages.ts'
import type { Script } from './scripts.ts'

export interface RedisLive {
  command<T>(...args: readonly string[]): Promise<T>
  run<T>(script: Script, keys: readonly string[], args: readonly string[]): Promise<T>
  /** Subscribes once, whoever else comes; resolves when what is published from now on will be heard. */
  subscribe(channel: string, heard: (message: string) => void): Promise<void>
  /** Resolves when the connection is lost. */
  readonly lost: Promise<void>
  close(): void
}

const DIAL_MS = 2_000
const PING_MS = 10_000

// Of users who may write some keys and read others. Before it, a password could do all or nothing.
const OLDEST = 7

/** @throws whatever the client throws, and TermError on a server that can't be trusted with a fleet */
export async function openRedis(name: string, options: ResolvedRedisOptions): Promise<RedisLive> {
  const { createClient } = await loadRedis()
  const { host, port, database, isTls, tls, timeoutMs } = options
  const [username, password] = [revealed(options.username), revealed(options.password)]
  // The link connects again: a client that does so by itself would leave open what is lost.
  const way = { host, port, reconnectStrategy: false as const, connectTimeout: DIAL_MS }
  const client = createClient({
    RESP: 3,
    socket: isTls ? { ...tls, ...way, tls: true } : way,
    database,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    commandOptions: { timeout: timeoutMs },
  })
  client.unref()
  const lost = new Promise<void>((resolve) => {
    client.on('terminated', () => resolve()).on('end', () => resolve())
  })
  // Each failure is also told by the call that it happened to.
  client.on('error', () => {})
  const command = <T>(...args: readonly string[]) => client.sendCommand<T>([...args])
  const channels = new Map<string, Promise<void>>()
  let isAwaited = false
  const pinging = setInterval(() => {
    // The answer to the last one should have come long ago.
    if (isAwaited) return client.destroy()
    isAwaited = true
    const answered = () => {
      isAwaited = false
    }
    command('PING').then(answered, () => client.destroy())
  }, PING_MS).unref()
  const close = () => {
    clearInterval(pinging)
    client.destroy()
  }
  void lost.then(close)
  try {
    await client.connect()
    await checkServer(name, command)
  } catch (error) {
    close()
    throw error
  }
  return {
    command,
    async run(script, keys, args) {
      const rest = [String(keys.length), ...keys, ...args]
      try {
        return await command('EVALSHA', script.sha1, ...rest)
      } catch (error) {
        if (!isScriptMissing(error)) throw error
        return command('EVAL', script.text, ...rest)
      }
    },
    subscribe(channel, heard) {
      const subscribing = channels.get(channel) ?? client.subscribe(channel, heard)
      channels.set(channel, subscribing)
      return subscribing
    },
    lost,
    close,
  }
}

type Ask = <T>(...args: readonly string[]) => Promise<T>

/** @throws TermError on a server that is too old, a part of a cluster, or forgets keys when it is full */
async function checkServer(name: string, ask: Ask): Promise<void> {
  const hello = await ask<Record<string, unknown> | unknown[]>('HELLO')
  const { version, mode } = Array.isArray(hello) ? pairs(hello) : hello
  // A user who may not ask this isn't the one who set the server up; `prepare()` by one who may has asked.
  const memory = await ask<string | undefined>('INFO', 'memory').catch((error) => {
    if (isDenied(error)) return undefined
    throw error
  })
  const wrong = whyNot(String(version), String(mode), String(memory))
  if (wrong !== undefined) throw new TermError('ERR_TERM_SETUP', `${name} ${wrong}`)
}

const pairs = (flat: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1]]] : [])))

/** What is wrong with a server, in words; `undefined`: nothing. */
export function whyNot(version: string, mode: string, memory: string): string | undefined {
  if (!(Number.parseInt(version, 10) >= OLDEST))
    return `is of version ${version}; a fleet needs ${OLDEST} or newer`
  if (mode === 'cluster')
    return 'is a part of a cluster, whose keys lie on several servers: a fleet needs one primary'
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1]
  const isBounded = /^maxmemory:[1-9]/m.test(memory)
  if (isBounded && policy !== undefined && policy !== 'noeviction')
    return `forgets keys when it is full (${policy}), so that a halt may be forgotten: set maxmemory-policy noeviction`
  return undefined
}
