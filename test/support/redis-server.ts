/** A real redis-server that keeps what it was told, and users with their permissions. @module */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@redis/client'
import type { Space } from '../../src/fleet/control.ts'
import { type EngineServer, engineServer } from './engine-server.ts'

export const REDIS_SERVER = 'redis-server'

/**
 * `config` is added to its configuration, such as users. What was acknowledged is on disk: by default Redis holds writes back for
 * as long as an earlier sync takes, and a kill would lose them.
 */
export const redisServer = (config = ''): Promise<EngineServer> =>
  engineServer(REDIS_SERVER, (port, folder) => {
    const path = join(folder, 'redis.conf')
    const kept = ['appendonly yes', 'appendfsync always', 'save ""']
    const lines = [`port ${port}`, 'bind 127.0.0.1', `dir "${folder}"`, ...kept, config]
    writeFileSync(path, lines.join('\n'))
    return [path]
  })

/** Sends one command by a connection of the test's own. */
export async function commanding<T>(url: string, ...command: readonly string[]): Promise<T> {
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', () => {})
  await client.connect()
  try {
    return await client.sendCommand<T>([...command])
  } finally {
    client.destroy()
  }
}

const EXPIRE = `for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('PEXPIRE', key, 0) end`

/** Lets all entries of a space be past their time. */
export const expireRedis = (url: string, space: Space): Promise<unknown> =>
  commanding(url, 'EVAL', EXPIRE, '0', `everterm:${space}:*`)
