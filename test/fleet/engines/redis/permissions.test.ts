/** The users of `deploy/redis/permissions.conf`, against a real server. @module */

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { redis } from '../../../../src/redis.ts'
import { type EngineServer, hasServer, titleOf } from '../../../support/engine-server.ts'
import { commanding, REDIS_SERVER, redisServer } from '../../../support/redis-server.ts'
import { permissionTests } from '../permissions.ts'

const password = 'a-password'

describe.runIf(hasServer(REDIS_SERVER))(titleOf('users of Redis', REDIS_SERVER), () => {
  let server: EngineServer
  const url = (user: string) => `redis://${user}:${password}@127.0.0.1:${server.port}`
  beforeAll(async () => {
    const users = readFileSync('deploy/redis/permissions.conf', 'utf8')
    server = await redisServer(users.replace(/>[A-Z\d_]+PASSWORD/g, `>${password}`))
    await server.start()
  })
  afterAll(() => server.remove())

  permissionTests((user) => {
    const control = redis({
      url: `redis://127.0.0.1:${server.port}`,
      username: user,
      password: () => password,
    })
    onTestFinished(() => control.close())
    return control
  })

  test.each([
    ['DEL', 'everterm:control:shop.prices.rollout'],
    ['DEL', 'everterm:status:shop.host-1'],
    ['SREM', 'everterm:status-index:shop', 'host-1'],
    ['SET', 'everterm:status-index:shop', ''],
    ['CONFIG', 'SET', 'appendonly', 'no'],
    ['FLUSHALL'],
  ])('a host can not %s %s', async (...command) => {
    await expect(commanding(url('shop-host-1'), ...command)).rejects.toThrow('NOPERM')
  })
})
