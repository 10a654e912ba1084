/** A publication that kills the process: each process dies of it once, and the fleet halts. Real processes, on a real engine. @module */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { redis } from '../../../src/redis.ts'
import { compilePackage, type Launched } from '../../support/compiled-package.ts'
import { hasServer, titleOf } from '../../support/engine-server.ts'
import { testFleet, until } from '../../support/fleets.ts'
import { REDIS_SERVER, redisServer } from '../../support/redis-server.ts'

const program = (store: string, url: string, folder: string): string => `
import { remoteTerm, supervise } from 'everterm'
import { published } from 'everterm/published'
import { joinFleet } from 'everterm/fleet'
import { redis } from 'everterm/redis'
const prices = remoteTerm({
  name: 'prices',
  fetcher: published(${JSON.stringify(store)}),
  deserialize(bytes) {
    const value = JSON.parse(new TextDecoder().decode(bytes))
    if (value.v === 2) process.abort()
    return value
  },
})
const tree = await supervise({ prices })
const control = redis({ url: ${JSON.stringify(url)} })
await joinFleet(tree, { control, service: 'shop', folder: ${JSON.stringify(folder)}, pollInterval: '200ms', reportInterval: '200ms' })
process.on('SIGTERM', () => process.exit(7))
setInterval(() => {}, 1_000)
console.log('joined')
`

describe.runIf(hasServer(REDIS_SERVER))(titleOf('a crash', REDIS_SERVER), () => {
  test('happens once, and the process that follows says so', async () => {
    const server = await redisServer()
    await server.start()
    const url = `redis://127.0.0.1:${server.port}`
    await using compiled = await compilePackage()
    await using fleet = await testFleet({ control: () => redis({ url }) })
    const from = await fleet.publish(1, { v: 1 }, true)
    const start = (at: number): Launched =>
      compiled.launch(program(pathToFileURL(fleet.folder).href, url, join(fleet.folder, `memory-${at}`)))
    const all = [0, 1].map((at) => ({ at, process: start(at) }))
    await Promise.all(all.map((one) => one.process.said('joined')))
    const to = await fleet.publish(2, { v: 2 })
    await fleet.begin({ from, to, stages: [1, 100] })
    const dead = await Promise.race(all.map(async (one) => ({ at: one.at, ended: await one.process.ended })))

    const next = start(dead.at)
    await next.said('joined')
    await until(async () => expect((await fleet.rollout())?.state).toBe('halted'))
    expect((await fleet.rollout())?.why).toContain('died over it')
    const others = [next, ...all.filter(({ at }) => at !== dead.at).map((one) => one.process)]
    for (const one of others) one.kill('SIGTERM')
    const ends = await Promise.all(others.map((one) => one.ended))
    expect(ends.map(({ code }) => code)).toEqual([7, 7])
    await server.remove()
  }, 120_000)
})
