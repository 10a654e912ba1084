/** A Redis that can't be trusted with a fleet is refused in words. @module */

import { describe, expect, onTestFinished, test } from 'vitest'
import { whyNot } from '../../../../src/fleet/engines/redis/connection.ts'
import { redis } from '../../../../src/redis.ts'
import { type EngineServer, hasServer, titleOf } from '../../../support/engine-server.ts'
import { commanding, REDIS_SERVER, redisServer } from '../../../support/redis-server.ts'
import { asksForPasswordAgain } from '../passwords.ts'

test.each([
  ['6.2.14', 'standalone', '', 'is of version 6.2.14; a fleet needs 7 or newer'],
  ['undefined', 'standalone', '', 'is of version undefined; a fleet needs 7 or newer'],
  ['7.0.15', 'cluster', '', 'a fleet needs one primary'],
  [
    '7.0.15',
    'standalone',
    'maxmemory:100\r\nmaxmemory_policy:allkeys-lru\r\n',
    'set maxmemory-policy noeviction',
  ],
  ['8.0.1', 'sentinel', 'maxmemory:100\r\nmaxmemory_policy:noeviction\r\n', undefined],
  ['7.2.4', 'standalone', 'maxmemory:0\r\nmaxmemory_policy:allkeys-lru\r\n', undefined],
])('Redis %s, %s, %j', (version, mode, memory, why) => {
  const found = whyNot(version, mode, memory)
  if (why === undefined) expect(found).toBeUndefined()
  else expect(found).toContain(why)
})

describe.runIf(hasServer(REDIS_SERVER))(titleOf('Redis that is set up otherwise', REDIS_SERVER), () => {
  async function started(config = ''): Promise<EngineServer> {
    const server = await redisServer(config)
    onTestFinished(() => server.remove())
    await server.start()
    return server
  }

  function connected(options: Parameters<typeof redis>[0]) {
    const control = redis(options)
    onTestFinished(() => control.close())
    return control
  }

  test('a server that throws keys away when it is full is refused: a halt may be among them', async () => {
    const { port } = await started('maxmemory 100mb\nmaxmemory-policy volatile-ttl')
    await expect(connected({ url: `redis://127.0.0.1:${port}` }).prepare()).rejects.toMatchObject({
      code: 'ERR_TERM_SETUP',
      message: expect.stringContaining('forgets keys when it is full (volatile-ttl)'),
    })
  })

  test('a wrong password is told as such, without being told, and the right one is asked for again', async () => {
    const { port } = await started('requirepass right-one')
    await asksForPasswordAgain((password) => redis({ url: `redis://127.0.0.1:${port}`, password }))
  })

  test('what is past its time leaves nothing behind once somebody has listed', async () => {
    const { port } = await started()
    const url = `redis://127.0.0.1:${port}`
    const control = connected({ url })
    await control.put('votes', 'shop.prices.r1.i', '{}')
    await control.put('votes', 'shop.geo.r2.i', '{}')
    await commanding(url, 'PEXPIRE', 'everterm:votes:shop.prices.r1.i', '0')
    expect((await control.list('votes', 'shop')).map(({ key }) => key)).toEqual(['shop.geo.r2.i'])
    expect(await commanding<string[]>(url, 'SMEMBERS', 'everterm:votes-index:shop')).toEqual(['geo'])
  })

  test.each([
    ['a time to come', ['at', '99999999999999']],
    ['no time at all', ['at', 'nan']],
    ['no revision', ['revision', '']],
    ['a revision that is no number', ['revision', 'x']],
    ['a revision beyond all numbers', ['revision', '1e300']],
  ])('%s, which a thief has put there, keeps nobody from writing, nor counts as later', async (_, forged) => {
    const { port } = await started()
    const url = `redis://127.0.0.1:${port}`
    const control = connected({ url })
    const key = 'shop.prices.rollout'
    const first = await control.put('control', key, '{"v":1}')
    await commanding(url, 'HSET', `everterm:control:${key}`, 'value', '{"v":2}', ...forged)
    const [listed] = await control.list('control', 'shop')
    const read = await control.get('control', key)
    expect([listed?.value, read?.value]).toEqual(['{"v":2}', '{"v":2}'])
    const next = await control.swap('control', key, '{"v":3}', read?.revision)
    expect(next).toMatchObject({ value: '{"v":3}' })
    expect(next?.revision).not.toBe(read?.revision)
    for (const at of [read?.at, listed?.at]) {
      expect(at).toBeGreaterThanOrEqual(first.at)
      expect(at).toBeLessThanOrEqual(next?.at ?? 0)
    }
    expect(await control.swap('control', key, '{"v":4}', read?.revision)).toBeUndefined()
    expect(await control.swap('control', key, '{"v":4}', next?.revision)).toBeDefined()
  })

  test('two fleets with a prefix each know nothing of each other', async () => {
    const { port } = await started()
    const url = `redis://127.0.0.1:${port}`
    await connected({ url, prefix: 'blue' }).put('control', 'shop.prices.pin', 'blue')
    const green = connected({ url, prefix: 'green' })
    expect(await green.get('control', 'shop.prices.pin')).toBeUndefined()
    expect(await green.list('control', '')).toEqual([])
  })
})
