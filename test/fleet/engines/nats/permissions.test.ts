/** The users of `deploy/nats/permissions.conf`, against a real server. @module */

import { readFileSync } from 'node:fs'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { headers } from '@nats-io/transport-node'
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

  // Of whatever a user may write, one message: what else does the server let it do?
  test.each([
    ['shop-host-1', '$KV.everterm_votes.shop.prices.r1.host-1'],
    ['shop-host-1', '$KV.everterm_status.shop.host-1'],
    ['shop-steward', '$KV.everterm_control.shop.prices.pin'],
    ['shop-steward', '$KV.everterm_audit.shop.prices.9'],
    ['fleet-operator', '$KV.everterm_control.shop.prices.pin'],
    ['fleet-operator', '$KV.everterm_audit.shop.prices.9'],
  ])('%s, who may write %s, removes no entry of others by a header', (user, subject) =>
    asking(
      server,
      async (connection) => {
        for (const how of ['all', 'sub']) {
          const rollup = headers()
          rollup.set('Nats-Rollup', how)
          const sent = jetstream(connection, { checkAPI: false }).publish(subject, '{}', { headers: rollup })
          await expect(sent).rejects.toThrow('rollup not permitted')
        }
      },
      { user, pass },
    ),
  )

  test.each(['shop-steward', 'fleet-operator'])('%s writes over nothing in the audit', (user) =>
    asking(
      server,
      async (connection) => {
        const client = jetstream(connection, { checkAPI: false })
        const again = () => client.publish('$KV.everterm_audit.shop.prices.3', '{}')
        await expect(again()).rejects.toThrow('maximum messages per subject exceeded')
      },
      { user, pass },
    ),
  )
})
