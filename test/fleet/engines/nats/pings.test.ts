/** A server of NATS that is there and says nothing is known as lost by pings, which hold no process. @module */

import { connect } from '@nats-io/transport-node'
import { describe, expect, test } from 'vitest'
import { holdNoProcess } from '../../../../src/fleet/engines/nats/hold-no-process.ts'
import { hasServer, titleOf } from '../../../support/engine-server.ts'
import { NATS_SERVER, natsServer } from '../../../support/nats-server.ts'

describe.skipIf(!hasServer(NATS_SERVER))(titleOf('a connection', NATS_SERVER), () => {
  test('to a server that has frozen is closed', async () => {
    const server = await natsServer()
    await server.start()
    const options = { servers: `127.0.0.1:${server.port}`, reconnect: false }
    const connection = await connect(options)
    try {
      await connection.flush()
      holdNoProcess(connection, 100)
      server.freeze()
      await connection.closed()
      expect(connection.isClosed()).toBe(true)
    } finally {
      await connection.close()
      await server.remove()
    }
  })
})
