/** The engine on NATS holds the contract, against a real server. @module */

import { afterAll, beforeAll, describe, test } from 'vitest'
import { nats } from '../../../../src/nats.ts'
import { testControl } from '../../../../src/testing.ts'
import { type EngineServer, hasServer, titleOf } from '../../../support/engine-server.ts'
import { expireNats, NATS_SERVER, natsServer } from '../../../support/nats-server.ts'

const SECRET = 'a-password-of-nats'

describe.runIf(hasServer(NATS_SERVER))(titleOf('NATS', NATS_SERVER), () => {
  let server: EngineServer
  beforeAll(async () => {
    server = await natsServer(`authorization { user: "fleet", password: "${SECRET}" }`)
    await server.start()
  })
  afterAll(() => server.remove())

  testControl(
    {
      connect: () =>
        nats({ servers: `nats://someone:${SECRET}@127.0.0.1:${server.port}`, user: 'fleet', pass: SECRET }),
      stop: () => server.kill(),
      hang: () => server.freeze(),
      start: () => server.start(),
      expire: (space) => expireNats(server, space, { user: 'fleet', pass: SECRET }),
      secrets: [SECRET],
    },
    (title, run) => test(title, run, 30_000),
  )
})
