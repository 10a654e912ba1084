/** The engine on Redis holds the contract, against a real server. @module */

import { afterAll, beforeAll, describe, test } from 'vitest'
import { redis } from '../../../../src/redis.ts'
import { testControl } from '../../../../src/testing.ts'
import { type EngineServer, hasServer, titleOf } from '../../../support/engine-server.ts'
import { expireRedis, REDIS_SERVER, redisServer } from '../../../support/redis-server.ts'

const SECRET = 'a-password-of-redis'

describe.runIf(hasServer(REDIS_SERVER))(titleOf('Redis', REDIS_SERVER), () => {
  let server: EngineServer
  const url = () => `redis://:${SECRET}@127.0.0.1:${server.port}/2`
  beforeAll(async () => {
    server = await redisServer(`requirepass ${SECRET}`)
    await server.start()
  })
  afterAll(() => server.remove())

  testControl(
    {
      connect: () => redis({ url: url() }),
      stop: () => server.kill(),
      hang: () => server.freeze(),
      start: () => server.start(),
      expire: async (space) => void (await expireRedis(url(), space)),
      secrets: [SECRET],
    },
    (title, run) => test(title, run, 30_000),
  )
})
