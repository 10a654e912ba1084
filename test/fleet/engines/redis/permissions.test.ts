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
    ['PEXPIRE', 'everterm:votes-index:shop', '1'],
    ['HSET', 'everterm:votes-index:shop.other', 'a', 'b'],
    ['SET', 'everterm:status-index:shop', ''],
    ['SADD', 'everterm:control-index:shop', 'other'],
    ['CONFIG', 'SET', 'appendonly', 'no'],
    ['FLUSHALL'],
  ])('a host can not %s %s', async (...command) => {
    await expect(commanding(url('shop-host-1'), ...command)).rejects.toThrow('NOPERM')
  })

  describe.each(['shop-steward', 'fleet-operator'])('%s', (user) => {
    test.each([
      ['DEL', 'everterm:audit:shop.prices.3'],
      ['UNLINK', 'everterm:audit:shop.prices.3'],
      ['HSET', 'everterm:audit:shop.prices.3', 'value', '{}'],
      ['HDEL', 'everterm:audit:shop.prices.3', 'value'],
      ['PEXPIRE', 'everterm:audit:shop.prices.3', '1'],
      ['SREM', 'everterm:audit-index:shop.prices', '3'],
      ['RENAME', 'everterm:audit:shop.prices.3', 'everterm:audit:shop.prices.4'],
      ['PEXPIRE', 'everterm:control:shop.prices.rollout', '1'],
      ['DEL', 'everterm:control:shop.prices.rollout'],
      ['FLUSHDB'],
    ])('erases nothing by %s %s', async (...command) => {
      await expect(commanding(url(user), ...command)).rejects.toThrow('NOPERM')
    })

    test.each([
      "redis.call('HSET', KEYS[1], 'value', '')",
      "redis.call('PEXPIRE', KEYS[1], 1)",
      "redis.call('DEL', KEYS[1])",
    ])('nor by a script that says %s', async (script) => {
      const evaluated = commanding(url(user), 'EVAL', script, '1', 'everterm:audit:shop.prices.3')
      await expect(evaluated).rejects.toThrow(/ACL failure|NOPERM|user executing the script can't/)
    })
  })
})
