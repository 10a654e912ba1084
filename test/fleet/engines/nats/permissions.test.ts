/** The users of `deploy/nats/permissions.conf`, against a real server. @module */

import { readFileSync } from 'node:fs'
import { jetstreamManager } from '@nats-io/jetstream'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { nats } from '../../../../src/nats.ts'
import { type EngineServer, hasServer, titleOf } from '../../../support/engine-server.ts'
import { asking, NATS_SERVER, natsServer } from '../../../support/nats-server.ts'
import { permissionTests } from '../permissions.ts'

const pass = 'a-password'
const PASSWORDS = { SHOP_HOST_1_PASSWORD: pass, SHOP_STEWARD_PASSWORD: pass, FLEET_OPERATOR_PASSWORD: pass }

describe.runIf(hasServer(NATS_SERVER))(titleOf('users of NATS', NATS_SERVER), () => {
  let server: EngineServer
  beforeAll(async () => {
    server = await natsServer(readFileSync('deploy/nats/permissions.conf', 'utf8'), PASSWORDS)
    await server.start()
  })
  afterAll(() => server.remove())

  permissionTests((user) => {
    const control = nats({ servers: `127.0.0.1:${server.port}`, user, pass })
    onTestFinished(() => control.close())
    return control
  })

  test.each(['shop-host-1', 'shop-steward', 'fleet-operator'])(
    '%s removes no message and no bucket',
    (user) =>
      asking(
        server,
        async (connection) => {
          const { streams } = await jetstreamManager(connection, { checkAPI: false })
          const name = 'KV_everterm_control'
          const { config } = await streams.info(name)
          for (const attempt of [
            () => streams.purge(name),
            () => streams.delete(name),
            () => streams.deleteMessage(name, 1),
            () => streams.update(name, { ...config, max_age: 1e9 }),
          ])
            await expect(attempt()).rejects.toThrow(/permissions violation/i)
        },
        { user, pass },
      ),
  )
})
