/** A real nats-server with JetStream, and what its monitor tells. @module */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jetstreamManager, type StreamConfig } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { expect } from 'vitest'
import type { Space } from '../../src/fleet/control.ts'
import { type EngineServer, engineServer } from './engine-server.ts'

export const NATS_SERVER = 'nats-server'

/** `config` is added to its configuration, such as users with permissions; `env` has what it names with a dollar. */
export const natsServer = (config = '', env: NodeJS.ProcessEnv = {}): Promise<EngineServer> =>
  engineServer(
    NATS_SERVER,
    (port, folder) => {
      const path = join(folder, 'nats.conf')
      const jetstream = `jetstream { store_dir: "${join(folder, 'store')}", max_mem: 64M, max_file: 256M }`
      writeFileSync(path, `listen: "127.0.0.1:${port}"\n${jetstream}\n${config}\n`)
      return ['-c', path]
    },
    env,
  )

/** Does something by a connection of the test's own. */
export async function asking<T>(
  { port }: EngineServer,
  ask: (connection: NatsConnection) => Promise<T>,
  options: Parameters<typeof connect>[0] = {},
): Promise<T> {
  const connection = await connect({ servers: `127.0.0.1:${port}`, ...options })
  try {
    return await ask(connection)
  } finally {
    await connection.close()
  }
}

const NANOS_A_MS = 1_000_000

/** Lets all entries of a space be past their time: for a moment they last no longer than a tenth of a second. */
export const expireNats = (
  server: EngineServer,
  space: Space,
  login: Parameters<typeof connect>[0] = {},
): Promise<void> =>
  asking(
    server,
    async (connection) => {
      const { streams } = await jetstreamManager(connection)
      const name = `KV_everterm_${space}`
      const { config } = await streams.info(name)
      const aged = (max_age: number): StreamConfig => ({
        ...config,
        max_age,
        duplicate_window: 100 * NANOS_A_MS,
      })
      await streams.update(name, aged(100 * NANOS_A_MS))
      await expect.poll(async () => (await streams.info(name)).state.messages, { timeout: 5_000 }).toBe(0)
      await streams.update(name, aged(config.max_age))
    },
    login,
  )

/** How many consumers JetStream has, by the server's own account. */
export const consumersOf = (server: EngineServer): Promise<number> =>
  asking(
    server,
    async (connection) => (await (await jetstreamManager(connection)).getAccountInfo()).consumers,
  )
